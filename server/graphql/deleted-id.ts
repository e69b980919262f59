import { NotFoundError } from '../../core/errors.ts';
import { builder } from './builder.ts';
import { uuidOf } from './ids.ts';

export const DeletedId = builder.objectRef<{ deletedId: string }>('DeletedId').implement({
  fields: (t) => ({ deletedId: t.exposeID('deletedId') }),
});

/** As core names them, so that it cannot be told who found nothing. */
const words = (typename: string) => (typename === 'ApiKey' ? 'key' : typename.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase());

/** The same answer for a malformed id, an absent one and another tenant's. */
export const absent = (typename: string) => new NotFoundError(`There is no such ${words(typename)}.`);

/** @throws {NotFoundError} */
export function idOrNotFound(id: string, typename: string): string {
  const uuid = uuidOf(id, typename);
  if (!uuid) throw absent(typename);
  return uuid;
}
