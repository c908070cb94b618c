// The Leaflet that django-leaflet's static files put on the page; "leaflet" is aliased to this file.
import type * as Leaflet from "leaflet";

declare global {
  interface Window {
    L: typeof Leaflet;
  }
}

export default window.L;
