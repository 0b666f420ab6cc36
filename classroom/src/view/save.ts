// Files made in the page. Nothing leaves the computer.

export function saveBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

export const saveText = (name: string, kind: string, text: string): void =>
  saveBlob(name, new Blob([text], { type: `${kind};charset=utf-8` }));

const looks = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'font', 'font-size',
  'font-family', 'paint-order', 'text-anchor', 'fill-opacity', 'stroke-linecap'];

// A picture of its own: the looks that the style sheet gives are written into it.
export function svgText(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll('*')];
  const to = [copy, ...copy.querySelectorAll('*')];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    const target = to[i];
    if (!target) return;
    for (const look of looks) {
      const value = style.getPropertyValue(look);
      if (value) target.setAttribute(look, value);
    }
    target.removeAttribute('class');
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const box = svg.viewBox.baseVal;
  copy.setAttribute('width', String(box.width));
  copy.setAttribute('height', String(box.height));
  const title = svg.closest('figure')?.querySelector('figcaption')?.textContent ?? '';
  const words = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  words.textContent = title.trim();
  copy.prepend(words);
  return new XMLSerializer().serializeToString(copy);
}

export async function savePng(name: string, svg: SVGSVGElement): Promise<boolean> {
  const scale = 2;
  const box = svg.viewBox.baseVal;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(svg))}`;
  try {
    await image.decode();
  } catch {
    return false;
  }
  const canvas = document.createElement('canvas');
  canvas.width = box.width * scale;
  canvas.height = box.height * scale;
  const paper = canvas.getContext('2d');
  if (!paper) return false;
  paper.fillStyle = '#ffffff';
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) return false;
  saveBlob(name, blob);
  return true;
}
