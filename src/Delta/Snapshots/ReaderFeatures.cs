using System.Collections.Frozen;
using Carelake.Core;
using Carelake.Delta.Log;

namespace Carelake.Delta.Snapshots;

/// <summary>What this program understands of the protocol when it reads.</summary>
public static class ReaderFeatures
{
    private const int NewestReaderVersion = 3;

    /// <summary>The named features of reader version 3 that are understood.</summary>
    public static FrozenSet<string> Supported { get; } = new[]
    {
        "columnMapping", "deletionVectors", "timestampNtz", "typeWidening", "typeWidening-preview", "v2Checkpoint",
        "vacuumProtocolCheck",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Returns when a table may be read; a feature that is not understood could mean other rows than we would give.</summary>
    /// <exception cref="CarelakeException">DELTA-0203: the protocol version is not known. DELTA-0204: a feature is not, and named.</exception>
    public static void Check(Protocol protocol, string place)
    {
        if (protocol.MinReaderVersion is < 1 or > NewestReaderVersion)
        {
            throw new CarelakeException(
                "DELTA-0203", $"The table asks for reader version {protocol.MinReaderVersion} of the Delta protocol; 1 to {NewestReaderVersion} are known.",
                place, "Read the table with the program that wrote it, and write it anew for an earlier reader version.");
        }

        var unknown = (protocol.ReaderFeatures ?? []).Where(feature => !Supported.Contains(feature)).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new CarelakeException(
                "DELTA-0204", $"The table uses features that this program does not read: {string.Join(", ", unknown)}.", place,
                "Drop the feature from the table with the program that wrote it, or read the table with that program.");
        }
    }
}
