import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What we read of Prisma's data model (DMMF). */
export interface Datamodel {
  enums: { name: string; values: { name: string }[] }[];
  models: DatamodelModel[];
  indexes: { model: string; type: 'id' | 'unique' | 'normal'; fields: { name: string; sortOrder?: 'asc' | 'desc' }[] }[];
}
export interface DatamodelModel {
  name: string;
  dbName: string | null;
  fields: DatamodelField[];
}
export interface DatamodelField {
  name: string;
  dbName?: string;
  kind: 'scalar' | 'enum' | 'object' | 'unsupported';
  type: string;
  isList: boolean;
  isRequired: boolean;
  nativeType: [string, string[]] | null;
  default?: unknown;
  relationFromFields?: string[];
  relationToFields?: string[];
  relationOnDelete?: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** prisma/schema.prisma as Prisma reads it. Columns of unsupported types are not in it: see {@link unsupportedColumns}. */
export function readDatamodel(): Datamodel {
  const folder = mkdtempSync(join(tmpdir(), 'gravity-datamodel-'));
  try {
    const generator = fileURLToPath(new URL('./datamodel-generator.mjs', import.meta.url));
    const schema = readSchema().replaceAll(/^generator [\s\S]*?^}/gm, '');
    const paths = { schema: join(folder, 'schema.prisma'), datamodel: join(folder, 'datamodel.json') };
    writeFileSync(paths.schema, `generator datamodel {\n  provider = ${JSON.stringify(`node ${generator}`)}\n}\n${schema}`);
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/prisma/build/index.js'), 'generate', '--schema', paths.schema],
      {
        cwd: root,
        encoding: 'utf8',
        // `generate` insists on an engine binary that it never runs.
        env: {
          ...process.env,
          GRAVITY_DATAMODEL: paths.datamodel,
          PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
          PRISMA_HIDE_UPDATE_MESSAGE: '1',
        },
      },
    );
    if (status !== 0) throw new Error(`prisma generate failed: ${stderr}`);
    return JSON.parse(readFileSync(paths.datamodel, 'utf8')) as Datamodel;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const readSchema = (): string => readFileSync(join(root, 'prisma/schema.prisma'), 'utf8');

/** `model.column` to the type that Unsupported("…") names. */
export function unsupportedColumns(): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, model, body] of readSchema().matchAll(/^model (\w+) \{([\s\S]*?)^}/gm))
    for (const [, field, type, rest] of (body as string).matchAll(/^\s*(\w+)\s+Unsupported\("([^"]+)"\)(.*)$/gm))
      found.set(`${model}.${/@map\("([^"]+)"\)/.exec(rest as string)?.[1] ?? field}`, type as string);
  return found;
}
