/**
 * An export as WebDataset: one tar a shard, read as a stream by {@code webdataset}, {@code datasets} and DALI and at
 * random by Energon. A sample's files are its columns as {@code json} and one file a picture column, named by the
 * column; all are always there, since {@code datasets} demands the same files of every sample: where a step has no
 * picture, the column is {@code null} in {@code json} and the file is a single black pixel.
 */
@NullMarked
package dev.scrim.datasets.shards.webdataset;

import org.jspecify.annotations.NullMarked;
