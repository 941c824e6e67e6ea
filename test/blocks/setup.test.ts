import { expect, it } from 'vitest';
import { en } from '../../blocks/en/index.ts';
import { namesOf } from '../../blocks/index.ts';
import { fieldName, resourceText } from '../../blocks/plan-names.ts';
import { changesTo } from '../../src/actions/setup/values.ts';

const names = namesOf('setup', en);
const wanted = {
  clusterId: 'c',
  clusterName: 'n',
  vpcId: 'v',
  projectId: 'p',
  podSubnetIds: ['s'],
  furtherSubnet: () => null,
};
const WRONG = {
  network_id: 'x',
  networkID: 'x',
  subnet_id: 'x',
  project_id: 'x',
  projectID: 'x',
  vpc_id: 'x',
  vpcID: 'x',
  cluster_id: 'x',
  clusterID: 'x',
};

it.each([
  ['installs', {}],
  ['corrects', { basic: WRONG, custom: { subnet_id: 'x', subnets: [{ subnetID: 'x' }] }, flavor: {} }],
])('every value that setup %s goes by a name for people and by its path', (_, values) => {
  const changes = changesTo(values, wanted);
  if ('invalid' in changes) throw new Error(changes.invalid);
  expect(changes.length).toBeGreaterThan(10);
  for (const { field } of changes) {
    const name = fieldName(field, names);
    expect(name).toMatch(/^[A-Z].* \(.*\)$/);
    expect(name).toContain(field);
    expect(name.length).toBeLessThanOrEqual(60);
  }
});

it('calls the add-on and the endpoints what people call them', () => {
  expect(resourceText({ resource: 'addon virtual-kubelet' }, names)).toBe('add-on virtual-kubelet');
  expect(resourceText({ resource: 'vpc-endpoint x' }, names)).toBe('VPC endpoint x');
  expect(fieldName('version', names)).toBe('Version');
  expect(fieldName('routetables', names)).toBe('Route tables');
});
