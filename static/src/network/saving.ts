// Gives a drawing to the reader as a file.

export type Format = "svg" | "png";
const FINE = 2; // pixels of a PNG for one of the drawing

/** Saves a drawing under a name; a PNG has a picture's pixels, an SVG can be edited and enlarged. */
export async function save(drawing: SVGSVGElement, name: string, format: Format): Promise<void> {
  const text = new XMLSerializer().serializeToString(drawing);
  const blob = format === "svg" ? new Blob([text], { type: "image/svg+xml" }) : await painted(text, Number(drawing.getAttribute("width")), Number(drawing.getAttribute("height")));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

async function painted(text: string, wide: number, high: number): Promise<Blob> {
  const image = new Image(wide, high);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: wide * FINE, height: high * FINE });
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The figure could not be painted."))), "image/png"));
}
