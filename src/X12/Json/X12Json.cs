using System.Buffers;

namespace Carelake.X12.Json;

/// <summary>X12 that is in memory as one JSON document; <see cref="X12JsonWriter"/> does files of any size.</summary>
public static class X12Json
{
    /// <summary>One JSON document for one file.</summary>
    /// <param name="bytes">Any bytes; what is no X12 is kept as text between segments.</param>
    /// <param name="output">Takes UTF-8 JSON.</param>
    public static void Write(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        using var writer = new X12JsonWriter(output, X12JsonLayout.Document);
        writer.Feed(bytes);
        writer.Complete();
    }
}
