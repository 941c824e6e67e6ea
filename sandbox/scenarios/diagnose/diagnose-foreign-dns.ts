import { diagnoseScenario, finds, pullFails, settle } from './diagnose-scenario.ts';

export const diagnoseForeignDns = diagnoseScenario(
  'diagnose-foreign-dns',
  'The pod subnet asks a DNS server that does not know the names of the cloud',
  {
    workload: true,
    arrange(world) {
      settle(world).podSubnet.dnsServers = ['10.0.0.53'];
      pullFails(
        world,
        'failed to do request: Head "https://swr.cn-north-4.myhuaweicloud.com/v2/": dial tcp: lookup swr.cn-north-4.myhuaweicloud.com on 10.0.0.53:53: no such host',
      );
    },
    expect: { ...finds('subnet-dns-foreign') },
  },
);
