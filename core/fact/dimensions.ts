export interface Dimension {
  axis: string;
  member: string;
}

/** Canonical print of dimensions, the same for the same set whatever its order: `axis=member` parted by `;`. Empty without any. */
export const dimensionsKey = (dimensions: readonly Dimension[]): string =>
  dimensions.length === 0
    ? ''
    : dimensions
        .map(({ axis, member }) => `${axis}=${member}`)
        .sort()
        .join(';');
