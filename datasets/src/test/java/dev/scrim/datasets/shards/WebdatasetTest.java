package dev.scrim.datasets.shards;

import dev.scrim.datasets.shards.webdataset.WebdatasetFormat;

final class WebdatasetTest extends ShardFormatConformance {
    @Override
    ShardFormat.Steps format() {
        return new WebdatasetFormat();
    }
}
