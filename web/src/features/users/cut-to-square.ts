const SIDE = 256;

/** The middle of an image as a square of 256 pixels (PNG where the browser makes no WebP); undefined: it is no image. */
export async function cutToSquare(file: Blob): Promise<Blob | undefined> {
  try {
    const image = await createImageBitmap(file);
    const side = Math.min(image.width, image.height);
    const canvas = document.createElement("canvas");
    canvas.width = SIDE;
    canvas.height = SIDE;
    const left = (image.width - side) / 2;
    const top = (image.height - side) / 2;
    canvas.getContext("2d")?.drawImage(image, left, top, side, side, 0, 0, SIDE, SIDE);
    image.close();
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), "image/webp", 0.9));
  } catch {
    return undefined;
  }
}
