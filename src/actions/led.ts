import { isGuided } from '../core/action.ts';
import { actions } from './index.ts';

const stages = Object.values(actions).flatMap((action) => (isGuided(action) ? action.stages : []));

/** Whether a guided run leads through the command, so that in its thread nobody else says what comes after it. */
export const isStage = (command: string): boolean => stages.some((stage) => stage.command === command);

/** Whether a guided run brings the command about itself, whatever people say: in its thread nobody is told to type it. */
export const comesByItself = (command: string): boolean => stages.some((stage) => stage.command === command && stage.optional !== true);
