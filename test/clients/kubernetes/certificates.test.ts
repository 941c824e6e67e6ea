import { expect, test } from 'vitest';
import { Certificates } from '../../../src/clients/kubernetes/certificates.ts';

const forever = new AbortController().signal;

/** An issuer that answers when told to. */
function issuer() {
  const asked: { signal: AbortSignal; answer: (value: string) => void; fail: (error: Error) => void }[] = [];
  const certificates = new Certificates<string>(
    (_validForMs, _now, signal) =>
      new Promise((answer, fail) => {
        asked.push({ signal, answer, fail });
      }),
    () => new Date(0),
  );
  return { asked, certificates };
}

test('callers who come at once share one certificate', async () => {
  const { asked, certificates } = issuer();
  const callers = [certificates.get(forever), certificates.get(forever)];
  asked[0]?.answer('one');
  expect(await Promise.all(callers)).toEqual(['one', 'one']);
  expect(await certificates.get(forever)).toBe('one');
  expect(asked).toHaveLength(1);
});

test('one who leaves does not stop it for the others', async () => {
  const { asked, certificates } = issuer();
  const leaving = new AbortController();
  const left = certificates.get(leaving.signal);
  const stays = certificates.get(forever);
  leaving.abort(new Error('cancelled'));
  await expect(left).rejects.toThrow('cancelled');
  expect(asked[0]?.signal.aborted).toBe(false);
  asked[0]?.answer('one');
  expect(await stays).toBe('one');
});

test('the last one who leaves stops it, and what still arrives is not kept', async () => {
  const { asked, certificates } = issuer();
  const leaving = new AbortController();
  const left = certificates.get(leaving.signal);
  leaving.abort(new Error('cancelled'));
  await expect(left).rejects.toThrow('cancelled');
  expect(asked[0]?.signal.aborted).toBe(true);
  const next = certificates.get(forever);
  asked[0]?.answer('late');
  asked[1]?.answer('two');
  expect(await next).toBe('two');
  expect(await certificates.get(forever)).toBe('two');
});

test('a failure is told to all who waited, and forgotten', async () => {
  const { asked, certificates } = issuer();
  const callers = [certificates.get(forever), certificates.get(forever)];
  asked[0]?.fail(new Error('denied'));
  expect((await Promise.allSettled(callers)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = certificates.get(forever);
  asked[1]?.answer('two');
  expect(await next).toBe('two');
});

test('who comes with an aborted signal starts nothing', async () => {
  const { asked, certificates } = issuer();
  await expect(certificates.get(AbortSignal.abort(new Error('over')))).rejects.toThrow('over');
  expect(asked).toEqual([]);
});

test('dropping an old certificate leaves the new one', async () => {
  const { asked, certificates } = issuer();
  const first = certificates.get(forever);
  asked[0]?.answer('one');
  await first;
  certificates.drop('one');
  const second = certificates.get(forever);
  asked[1]?.answer('two');
  await second;
  certificates.drop('one');
  expect(await certificates.get(forever)).toBe('two');
});
