/** Version of the product, put in by the bundler. */
declare const __VOXLANE_VERSION__: string;
