import { stringify } from 'yaml';
import { appManifest } from '../handlers/manifest.ts';
import { SetupError } from './expected-errors.ts';

/** `bursting manifest [--url https://...]`: the Slack app to create, as YAML; with an address for HTTP mode, else for Socket Mode. */
export function manifest({ url }: Readonly<Record<string, unknown>>): number {
  process.stdout.write(stringify(appManifest(url === undefined ? null : addressOf(String(url))), { lineWidth: 0 }));
  return 0;
}

/** Slack delivers to public https addresses only. */
function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:' || url.pathname !== '/' || url.search || url.hash || url.username)
    throw new SetupError(
      `--url takes the https address at which Slack reaches the gateway, without a path: https://bursting.example.com, not ${text}`,
    );
  return url;
}
