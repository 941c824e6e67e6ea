/** One scope of the bot token: the Web API methods the bot calls that need it, and what that is good for, as the setup guide says it. */
interface Scope {
  readonly methods: readonly string[];
  readonly why: string;
}

/**
 * What a bot token must have, no more and no less (docs.slack.dev, reference/methods/<method>, "Required scopes"). The manifest, the setup
 * guide and `doctor` are made from this; a method that is called and listed nowhere here fails a test, and so does a scope nobody needs.
 */
export const SCOPES: Readonly<Record<string, Scope>> = {
  commands: { methods: [], why: '`/bursting`' },
  'chat:write': { methods: ['chat.postMessage', 'chat.update'], why: 'posts and edits results in channels the bot is in' },
  'files:write': {
    methods: ['files.getUploadURLExternal', 'files.completeUploadExternal'],
    why: 'puts what a message does not hold, and the JSON that somebody asked for, into its thread as a file',
  },
  'im:write': { methods: ['conversations.open'], why: 'opens a direct message to whoever asked, when the channel is closed to the bot' },
  'users:read': { methods: ['users.info'], why: 'guests, bots, deactivated and foreign users are refused' },
  'usergroups:read': {
    methods: ['usergroups.users.list'],
    why: 'rights that user groups have in `bursting.yaml`; two events say when a group changes',
  },
};

/** Good to have: without them a message whose post was never answered is posted again instead of being looked for. */
export const OPTIONAL_SCOPES: Readonly<Record<string, Scope>> = {
  'channels:history': { methods: ['conversations.history', 'conversations.replies'], why: 'looks for it in public channels' },
  'groups:history': { methods: ['conversations.history', 'conversations.replies'], why: 'looks for it in private channels' },
  'metadata.message:read': { methods: [], why: 'tells by its metadata which run a message shows' },
};

/** Methods that any token may call. */
export const WITHOUT_SCOPE: readonly string[] = ['auth.test', 'views.open', 'views.publish', 'views.update'];

/** What the app-level token of Socket Mode must have: for `apps.connections.open`, which Bolt calls. */
export const APP_SCOPE = 'connections:write';
