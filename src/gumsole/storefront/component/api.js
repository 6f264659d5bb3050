/** @import {Answer, Privacy, Source, Asked} from './types.d.ts' */

const TIMEOUT_MS = 30_000
const PAGE_SIZE = 24
const PROBLEM = 'urn:gumsole:problem:'

/** The last part of a problem's type, or one of what has no problem document. */
export const UNREACHABLE = 'unreachable'
export const NOT_A_PHOTO = 'not-a-photo'

/** What went wrong, as the shopper can be told of it. */
export class Trouble extends Error {
  /**
   * @param {string} type
   * @param {{status?: number, retryAfter?: number | null, detail?: string}} [more] Seconds to wait.
   */
  constructor(type, { status = 0, retryAfter = null, detail = '' } = {}) {
    super(detail || type)
    this.type = type
    this.status = status
    this.retryAfter = retryAfter
  }
}

/** Talks with a store's server. */
export class Api {
  /** @param {{endpoint: string, key: string, language: string, session: string, shipsTo: string}} given */
  constructor({ endpoint, key, language, session, shipsTo }) {
    this.endpoint = endpoint
    this.key = key
    this.shared = { language, session, ships_to: shipsTo, limit: String(PAGE_SIZE) }
  }

  /**
   * @param {Source} source
   * @param {Asked} asked
   * @param {AbortSignal} signal
   * @returns {Promise<Answer>}
   */
  search(source, asked, signal) {
    const fields = [...Object.entries(this.shared).filter(([, value]) => value), ...fieldsOf(asked)]
    if (source.kind === 'like') {
      const path = `/v1/products/${encodeURIComponent(source.sku)}/similar`
      return this.#json(`${path}?${new URLSearchParams(fields)}`, { signal })
    }
    const body = new FormData()
    for (const [name, value] of fields) body.append(name, value)
    if (source.kind === 'photo') body.append('photo', source.blob, 'photo.jpg')
    return this.#json('/v1/search', { method: 'POST', body, signal })
  }

  /**
   * @param {string} queryId
   * @param {number} page
   * @param {AbortSignal} signal
   * @returns {Promise<Answer>}
   */
  page(queryId, page, signal) {
    return this.#json(`/v1/search/${encodeURIComponent(queryId)}?page=${page}`, { signal })
  }

  /** @returns {Promise<Privacy>} */
  privacy() {
    return this.#json('/v1/privacy', {})
  }

  /**
   * Sent even while the page is left; what comes of it is nobody's concern here.
   * @param {object} event
   */
  event(event) {
    const headers = { ...this.#headers(), 'Content-Type': 'application/json' }
    const body = JSON.stringify(event)
    const given = { method: 'POST', body, headers, keepalive: true, credentials: /** @type {const} */ ('omit') }
    fetch(`${this.endpoint}/v1/events`, given).catch(() => {})
  }

  /** @param {string} hash */
  photo(hash) {
    return `${this.endpoint}/v1/photos/${hash}`
  }

  /** @returns {Record<string, string>} */
  #headers() {
    return this.key ? { Authorization: `Bearer ${this.key}` } : {}
  }

  /**
   * @param {string} path
   * @param {RequestInit} given
   */
  async #json(path, given) {
    const signals = [AbortSignal.timeout(TIMEOUT_MS), ...(given.signal ? [given.signal] : [])]
    let response
    try {
      const more = { headers: this.#headers(), signal: AbortSignal.any(signals), credentials: 'omit' }
      response = await fetch(this.endpoint + path, /** @type {RequestInit} */ ({ ...given, ...more }))
      if (response.ok) return await response.json()
    } catch (error) {
      if (given.signal?.aborted) throw error
      throw new Trouble(UNREACHABLE)
    }
    throw await troubleOf(response)
  }
}

/**
 * @param {Asked} asked
 * @returns {[string, string][]}
 */
function fieldsOf({ words, crop, chosen, inStock, colorWeight }) {
  /** @type {[string, string][]} */
  const fields = []
  if (words) fields.push(['words', words])
  if (crop) fields.push(['crop', [crop.x, crop.y, crop.w, crop.h].map((part) => part.toFixed(4)).join()])
  if (inStock) fields.push(['in_stock', 'true'])
  if (colorWeight !== null) fields.push(['color_weight', String(colorWeight)])
  for (const [name, values] of Object.entries(chosen)) {
    for (const value of values) {
      const [low, high] = value.split('..')
      if (name === 'price') fields.push(['min_price', low], ['max_price', high])
      else fields.push([name, value])
    }
  }
  return fields
}

/** @param {Response} response */
async function troubleOf(response) {
  const { status } = response
  const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10)
  const retryAfter = Number.isFinite(seconds) ? seconds : null
  const said = await response.json().catch(() => ({}))
  const type = String(said.type ?? '')
  const known = type.startsWith(PROBLEM) ? type.slice(PROBLEM.length) : `http-${status}`
  return new Trouble(known, { status, retryAfter, detail: String(said.detail ?? '') })
}
