import { diagnoseScenario, finds, objects, prints, pullFails, settle } from './diagnose-scenario.ts';

export const diagnoseSecrets = diagnoseScenario(
  'diagnose-secrets',
  'Logs and events hold secrets in unusual places: what is found stays, they do not',
  {
    workload: true,
    arrange(world) {
      const site = settle(world);
      site.cluster.kubernetes.nodes = objects(site.cluster.kubernetes.nodes).filter(({ metadata }) => metadata.name !== 'bursting-node');
      prints(site, [
        'E1122 iam.go:51] iam request denied, 403 Forbidden access_key=FAKEAK00000000000000 secret_key=FAKESK token=fake-token-value',
        'W1122 client.go:33] Authorization: Bearer eyJfake.fake.fake X-Auth-Token: MIIfakefakefake',
      ]);
      pullFails(
        world,
        'Get "https://user:hunter2secret@swr.cn-north-4.myhuaweicloud.com/v2/?X-Amz-Signature=deadbeefdeadbeefdeadbeefdeadbeef": 401 Unauthorized',
      );
    },
    expect: { ...finds('project-id-or-iam', 'image-pull-auth') },
  },
);
