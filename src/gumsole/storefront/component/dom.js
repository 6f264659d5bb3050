/** @typedef {Node | string | null | undefined | false} Child */

/**
 * An element. Text goes in as text alone, never as HTML; `on…` are listeners, `--…` custom properties.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [given]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, given = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value)
    else if (name.startsWith('--')) made.style.setProperty(name, value)
    else if (value === true) made.setAttribute(name, '')
    else if (value !== false && value != null) made.setAttribute(name, value)
  }
  made.append(...children.filter(isShown))
  return made
}

/**
 * @param {Child} child
 * @returns {child is Node | string}
 */
function isShown(child) {
  return child !== null && child !== undefined && child !== false && child !== ''
}

const SVG = 'http://www.w3.org/2000/svg'

/** Outlines on a grid of 24. */
const PATHS = {
  camera: 'M4 8h3l2-3h6l2 3h3v11H4zM12 17a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z',
  photo: 'M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 5M15.5 9.5h.01',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M19 12H5M11 6l-6 6 6 6',
  cart: 'M4 5h2l2 10h10l2-7H7M9 19.5h.01M17 19.5h.01',
  minus: 'M6 12h12',
  plus: 'M6 12h12M12 6v12',
  shield: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9 12l2 2 4-4',
}

/**
 * A drawing beside words; screen readers pass it by.
 * @param {keyof typeof PATHS} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.classList.add('icon', `icon-${name}`)
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', PATHS[name])
  svg.append(path)
  return svg
}

/**
 * An address that a link may lead to, or nothing: feeds are not trusted.
 * @param {string} text
 */
export function webAddress(text) {
  try {
    const url = new URL(text, document.baseURI)
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : ''
  } catch {
    return ''
  }
}

/**
 * Draw the children of an element anew; whatever had the focus has it again, found by its `data-focus`.
 * @param {HTMLElement} parent
 * @param {...Child} children
 */
export function redraw(parent, ...children) {
  const root = /** @type {ShadowRoot} */ (parent.getRootNode())
  const held = parent.contains(root.activeElement) ? root.activeElement?.getAttribute('data-focus') : null
  parent.replaceChildren(...children.filter(isShown))
  if (held) focusOn(parent, held)
}

/**
 * @param {HTMLElement} parent
 * @param {string} name
 */
function focusOn(parent, name) {
  const found = parent.querySelector(`[data-focus="${CSS.escape(name)}"]`)
  if (found instanceof HTMLElement) found.focus({ preventScroll: true })
}
