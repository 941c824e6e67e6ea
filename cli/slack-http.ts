import type { SlackAppDeps } from '../handlers/slack-app.ts';
import type { ProxyConfig } from '../src/config/config.ts';

/** How Slack is reached: through the proxy, if one is configured, for calls and the socket alike. */
export async function slackHttp(proxy: ProxyConfig): Promise<SlackAppDeps['http']> {
  if (!proxy.httpsProxy && !proxy.httpProxy) return {};
  const { EnvHttpProxyAgent, fetch } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent({
    ...(proxy.httpProxy ? { httpProxy: proxy.httpProxy } : {}),
    ...(proxy.httpsProxy ? { httpsProxy: proxy.httpsProxy } : {}),
    noProxy: proxy.noProxy ?? '',
  });
  const throughProxy = (url: unknown, init: object = {}): unknown => fetch(url as string, { ...init, dispatcher });
  return { fetch: throughProxy as NonNullable<SlackAppDeps['http']['fetch']>, dispatcher };
}
