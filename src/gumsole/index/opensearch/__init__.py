"""The engine for more than one machine: OpenSearch with its k-NN plugin, on Lucene's vectors."""
