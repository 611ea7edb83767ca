"""The Python Record Linkage Toolkit with its unsupervised classifier (ECM), as its documentation sets it up."""

from pathlib import Path

import networkx as nx
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import recordlinkage
from measured import measured

_BLOCKS = (
    ["family_name", "birth_date"],
    ["given_name", "birth_date"],
    ["postcode", "birth_date"],
    ["given_name", "family_name", "postcode"],
)


def work(people: Path) -> pa.Table:
    """Block, compare, classify, and take connected components for people."""
    frame = pq.read_table(people).to_pandas().set_index("record_id")
    for column in ("given_name", "family_name"):
        frame[column] = frame[column].str.lower()
    frame["birth_date"] = frame["birth_date"].astype("string")
    indexer = recordlinkage.Index()
    for block in _BLOCKS:
        indexer.block(block)
    compare = recordlinkage.Compare()
    compare.string("given_name", "given_name", method="jarowinkler", threshold=0.88)
    compare.string("family_name", "family_name", method="jarowinkler", threshold=0.88)
    for column in ("birth_date", "postcode", "uprn", "sex", "nhs_number", "upn"):
        compare.exact(column, column)
    vectors = compare.compute(indexer.index(frame), frame)
    matches = recordlinkage.ECMClassifier(binarize=0.5).fit_predict(vectors)
    graph = nx.Graph()
    graph.add_nodes_from(frame.index)
    graph.add_edges_from(matches)
    rows = [(record, str(place)) for place, part in enumerate(nx.connected_components(graph)) for record in part]
    return pa.Table.from_pandas(pd.DataFrame(rows, columns=["record_id", "cluster_id"]), preserve_index=False)


if __name__ == "__main__":
    measured(work)
