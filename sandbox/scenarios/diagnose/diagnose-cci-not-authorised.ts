import { burstingNode } from '../../cluster/objects.ts';
import { diagnoseScenario, finds, objects, prints, settle } from './diagnose-scenario.ts';

export const diagnoseCciNotAuthorised = diagnoseScenario(
  'diagnose-cci-not-authorised',
  'Nobody has authorised CCI in this account: its log says that IAM denies',
  {
    arrange(world) {
      const site = settle(world);
      site.cluster.kubernetes.nodes = [
        ...objects(site.cluster.kubernetes.nodes).filter(({ metadata }) => metadata.name !== 'bursting-node'),
        burstingNode(false),
      ];
      prints(site, [
        'I1122 main.go:88] starting provider huawei',
        'E1122 iam.go:51] iam request denied, 403 Forbidden access_key=FAKEAK00000000000000 secret_key=FAKESK',
      ]);
    },
    expect: { ...finds('project-id-or-iam') },
  },
);
