// Shapes of the API's answers (docs/reference/openapi.json), as far as the component reads them.
export interface Price {
  amount: string
  currency: string
}
export interface Box {
  x: number
  y: number
  w: number
  h: number
}
export type Availability = 'in_stock' | 'out_of_stock' | 'preorder' | 'backorder' | 'unknown'
export interface Product {
  sku: string
  title: string
  brand: string
  link: string
  attributes: Record<string, string>
  price: Price | null
  list_price: Price | null
  availability: Availability
  sellable: boolean
}
export type Band = 'same' | 'close' | 'similar' | 'related' | 'other'
export interface Hit {
  product: Product
  photo: string
  band: Band
  likeness: number
  shape: number
  color: number
  reasons: { kind: string; name: string; points: number }[]
  choices: Product[]
}
export interface FacetValue {
  value: string
  count: number
  low: Price | null
  high: Price | null
}
export interface Facet {
  name: string
  values: FacetValue[]
}
export interface Hint {
  kind: string
  text: string
  crops: Box[]
}
export interface Claim {
  band: Band
  precision: number
  low: number
  high: number
  pairs: number
}
export interface Swatch {
  name: string
  share: number
  lab: [number, number, number]
}
export interface Step {
  kind: string
  label: string
  dropped: string[]
}
export interface Answer {
  query_id: string
  page: number
  total: number
  hits: Hit[]
  step: Step
  facets: Facet[]
  hints: Hint[]
  understood: string[]
  boxes: Box[]
  palette: Swatch[]
  claims: Claim[]
}
export interface Privacy {
  purpose: string
  uploads_kept_seconds: number
  kept: { name: string; what: string; seconds: number }[]
  processors: string[]
  faces: string
}

// What is searched with: a photo, a product of the store, or words alone.
export type Source =
  | { kind: 'photo'; blob: Blob; frame: HTMLCanvasElement; boxes: Box[] }
  | { kind: 'like'; sku: string; hit: Hit | null }
  | { kind: 'words' }

// What the shopper asks for beside the source.
export interface Asked {
  words: string
  crop: Box | null
  chosen: Record<string, string[]>
  inStock: boolean
  colorWeight: number | null
}

export interface Sample {
  src: string
  alt: string
}
export interface Placed {
  hit: Hit
  ordinal: number
}
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>>
