import { EVENTS_PATH } from './http-server.ts';
import { SCOPES } from './scopes.ts';

/** What the app hears of by itself (`app.event` in this folder). */
const EVENTS = ['app_home_opened', 'subteam_members_changed', 'subteam_updated'] as const;

/**
 * The Slack app, as Slack's manifest describes one (docs.slack.dev, reference/app-manifest): everything that the bot uses and nothing
 * else. `publicUrl` is the address at which Slack reaches the gateway, for HTTP mode; null: Socket Mode, which needs none.
 */
export function appManifest(publicUrl: URL | null): Readonly<Record<string, unknown>> {
  const url = publicUrl === null ? null : new URL(EVENTS_PATH, publicUrl).href;
  return {
    display_information: {
      name: 'Bursting',
      description: 'Takes CCE clusters to CCI 2.0 bursting, one approved plan at a time',
      background_color: '#1f2937',
    },
    features: {
      bot_user: { display_name: 'bursting', always_online: true },
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      slash_commands: [
        {
          command: '/bursting',
          ...(url === null ? {} : { url }),
          description: 'Whether a cluster can burst to CCI 2.0, and what it takes',
          usage_hint: 'help | <command> [cluster] [key=value ...]',
          // True turns addresses of images into links.
          should_escape: false,
        },
      ],
    },
    oauth_config: { scopes: { bot: Object.keys(SCOPES) } },
    settings: {
      event_subscriptions: { ...(url === null ? {} : { request_url: url }), bot_events: [...EVENTS] },
      interactivity: { is_enabled: true, ...(url === null ? {} : { request_url: url }) },
      org_deploy_enabled: false,
      socket_mode_enabled: url === null,
      token_rotation_enabled: false,
    },
  };
}
