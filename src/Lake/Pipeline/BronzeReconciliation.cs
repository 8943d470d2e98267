using Carelake.Core;
using Carelake.Lake.Bronze;
using Carelake.Lake.Operations;

namespace Carelake.Lake.Pipeline;

/// <summary>What the source said it sent is what bronze and quarantine hold together.</summary>
internal static class BronzeReconciliation
{
    /// <summary>Compares.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="sent">Rows that the connector counted; null when it did not.</param>
    /// <param name="table">Bronze table.</param>
    /// <exception cref="CarelakeException">LAKE-0603: they differ.</exception>
    public static void Check(BatchRecord batch, BronzeOutcome outcome, long? sent, string table)
    {
        if (sent is { } rows && rows != outcome.RowsRead)
        {
            throw new CarelakeException(
                "LAKE-0605", $"Batch {batch.Number} does not reconcile: the source sent {rows} rows, {outcome.RowsLoaded} are loaded and " +
                $"{outcome.RowsQuarantined} in quarantine.", table, "This is a fault of the program or of the connector. Report it with the run's id.");
        }
    }
}
