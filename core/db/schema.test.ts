import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { type Datamodel, type DatamodelField, type DatamodelModel, readDatamodel, unsupportedColumns } from '../testing/datamodel.ts';

/** schema.prisma and the migrations are both written by hand: here they must say the same. */
let test: TestDatabase;
let owner: pg.Client;
let datamodel: Datamodel;
beforeAll(async () => {
  test = await testDatabase();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  datamodel = readDatamodel();
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

const tableOf = (model: DatamodelModel): string => model.dbName ?? model.name;
const columnOf = (field: DatamodelField): string => field.dbName ?? field.name;
const modelNamed = (name: string): DatamodelModel => datamodel.models.find((model) => model.name === name) as DatamodelModel;
const columnNamed = (model: DatamodelModel, field: string): string =>
  columnOf(model.fields.find(({ name }) => name === field) as DatamodelField);

const SCALARS: Record<string, string> = {
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  Float: 'double precision',
  Boolean: 'boolean',
  Json: 'jsonb',
  DateTime: 'timestamp(3) without time zone',
  Decimal: 'numeric(65,30)',
  Bytes: 'bytea',
};
const NATIVE: Record<string, (args: string[]) => string> = {
  Timestamptz: ([precision = '6']) => `timestamp(${precision}) with time zone`,
  Date: () => 'date',
  Uuid: () => 'uuid',
  Decimal: (args) => (args.length > 0 ? `numeric(${args.join(',')})` : 'numeric'),
  SmallInt: () => 'smallint',
  Real: () => 'real',
};

function typeOf(field: DatamodelField): string {
  const native = field.nativeType && NATIVE[field.nativeType[0]];
  const type = native ? native(field.nativeType?.[1] ?? []) : field.kind === 'enum' ? `"${field.type}"` : SCALARS[field.type];
  return `${type}${field.isList ? '[]' : ''}`;
}

/** As the catalogue prints a default: 'x'::text, now(), nextval(…). Undefined where the schema leaves it open. */
function hasDefault(field: DatamodelField, printed: string | null): boolean {
  if (field.default === undefined) return true;
  if (printed === null) return false;
  if (typeof field.default === 'object' && field.default !== null) {
    const { name, args } = field.default as { name?: string; args?: unknown[] };
    if (name === 'dbgenerated') return printed === args?.[0];
    if (name === 'autoincrement') return printed.startsWith('nextval(');
    if (name === 'now') return /^(CURRENT_TIMESTAMP|now\(\))$/.test(printed);
    return Array.isArray(field.default) && printed.startsWith("'{");
  }
  return printed === String(field.default) || printed.startsWith(`'${String(field.default)}'::`);
}

it('has the columns of every model, of the same type, nullability and default, and no others', async () => {
  const { rows } = await owner.query<{ table: string; column: string; type: string; required: boolean; printed: string | null }>(`
    select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
      pg_get_expr(d.adbin, d.adrelid) as printed
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations'`);
  const found = new Map(rows.map((row) => [`${row.table}.${row.column}`, row]));
  const problems: string[] = [];
  const expectColumn = (name: string, type: string, check: (row: (typeof rows)[number]) => string | false): void => {
    const row = found.get(name);
    found.delete(name);
    if (!row) problems.push(`${name} is missing`);
    else if (row.type !== type) problems.push(`${name} is ${row.type}, not ${type}`);
    else if (check(row)) problems.push(`${name} ${check(row)}`);
  };
  for (const model of datamodel.models)
    for (const field of model.fields.filter(({ kind }) => kind === 'scalar' || kind === 'enum'))
      expectColumn(`${tableOf(model)}.${columnOf(field)}`, typeOf(field), (row) => {
        if (!field.isList && row.required !== field.isRequired) return row.required ? 'is not null' : 'is nullable';
        return !hasDefault(field, row.printed) && `has the default ${row.printed}, not ${JSON.stringify(field.default)}`;
      });
  for (const [name, type] of unsupportedColumns()) {
    const [model, column] = name.split('.') as [string, string];
    expectColumn(`${tableOf(modelNamed(model))}.${column}`, type, () => false);
  }
  expect([...problems, ...[...found.keys()].map((name) => `${name} is not in schema.prisma`)]).toEqual([]);
});

it('has the enums with their values in order', async () => {
  const { rows } = await owner.query<{ name: string; values: string[] }>(`
    select t.typname as name, array_agg(e.enumlabel::text order by e.enumsortorder) as values
    from pg_type t join pg_enum e on e.enumtypid = t.oid where t.typnamespace = 'public'::regnamespace group by t.typname`);
  expect(Object.fromEntries(rows.map(({ name, values }) => [name, values]))).toEqual(
    Object.fromEntries(datamodel.enums.map(({ name, values }) => [name, values.map((value) => value.name)])),
  );
});

it('has every key and index, and no unique key that the schema does not know', async () => {
  const { rows } = await owner.query<{ table: string; kind: 'id' | 'unique' | 'normal'; columns: string[] }>(`
    select c.relname as table, case when i.indisprimary then 'id' when i.indisunique then 'unique' else 'normal' end as kind,
      array_agg(a.attname || case when i.indoption[k.n - 1] & 1 = 1 then ' desc' else '' end order by k.n) as columns
    from pg_index i join pg_class c on c.oid = i.indrelid
      cross join lateral unnest(i.indkey) with ordinality as k (attnum, n)
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
    where c.relnamespace = 'public'::regnamespace and i.indpred is null and i.indexprs is null and c.relname <> '_prisma_migrations'
    group by c.relname, i.indexrelid, i.indisprimary, i.indisunique`);
  const print = (table: string, kind: string, columns: string[]) => `${kind} ${table} (${columns.join(', ')})`;
  const found = new Set(rows.map(({ table, kind, columns }) => print(table, kind, columns)));
  const wanted = datamodel.indexes.map(({ model: name, type, fields }) => {
    const model = modelNamed(name);
    const columns = fields.map((field) => `${columnNamed(model, field.name)}${field.sortOrder === 'desc' ? ' desc' : ''}`);
    return print(tableOf(model), type, columns);
  });
  expect(wanted.filter((index) => !found.has(index))).toEqual([]);
  expect([...found].filter((index) => index.startsWith('unique') && !wanted.includes(index))).toEqual([]);
});

it('has every relation as a foreign key with the same rule on delete', async () => {
  const { rows } = await owner.query<{ print: string }>(`
    select format('%s (%s) %s (%s) %s', r.conrelid::regclass, string_agg(a.attname, ', ' order by k.n), r.confrelid::regclass,
      string_agg(f.attname, ', ' order by k.n), r.confdeltype) as print
    from pg_constraint r cross join lateral unnest(r.conkey, r.confkey) with ordinality as k (own, other, n)
      join pg_attribute a on a.attrelid = r.conrelid and a.attnum = k.own
      join pg_attribute f on f.attrelid = r.confrelid and f.attnum = k.other
    where r.contype = 'f' and r.connamespace = 'public'::regnamespace group by r.oid`);
  const rules: Record<string, string> = { Cascade: 'c', SetNull: 'n', Restrict: 'r', NoAction: 'a', SetDefault: 'd' };
  const wanted = datamodel.models.flatMap((model) =>
    model.fields
      .filter(({ relationFromFields }) => (relationFromFields?.length ?? 0) > 0)
      .map((field) => {
        const target = modelNamed(field.type);
        const own = (field.relationFromFields ?? []).map((name) => columnNamed(model, name)).join(', ');
        const other = (field.relationToFields ?? []).map((name) => columnNamed(target, name)).join(', ');
        const rule = rules[field.relationOnDelete ?? (field.isRequired ? 'Restrict' : 'SetNull')];
        return `${tableOf(model)} (${own}) ${tableOf(target)} (${other}) ${rule}`;
      }),
  );
  const sorted = (list: string[]) => [...list].sort();
  expect(sorted(rows.map(({ print }) => print))).toEqual(sorted(wanted));
});
