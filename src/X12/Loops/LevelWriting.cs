using System.Buffers;

namespace Carelake.X12;

/// <summary>
/// Writes hierarchical levels (HL) one inside the other, opening a level only when what it says differs from the one that is open: what two
/// questions share is what would be written alike for both.
/// </summary>
internal sealed class LevelWriting(X12Writer writer)
{
    private readonly List<(int Number, byte[] Content)> _open = [];
    private int _count;

    /// <summary>Opens a level below the one at <paramref name="depth"/> - 1, unless the open one says the same.</summary>
    /// <param name="depth">0 for the outermost.</param>
    /// <param name="code">HL03.</param>
    /// <param name="hasChildren">HL04; null leaves it out.</param>
    /// <param name="content">Writes what follows the HL segment.</param>
    /// <param name="isShared">False opens a level even if the open one says the same.</param>
    public void Open(int depth, string code, bool? hasChildren, Action<X12Writer> content, bool isShared = true)
    {
        var bytes = Bytes(code, hasChildren, content);
        if (isShared && _open.Count > depth && _open[depth].Content.AsSpan().SequenceEqual(bytes)) return;
        _open.RemoveRange(depth, _open.Count - depth);
        _open.Add((++_count, bytes));
        writer.Write(
            "HL", _count, depth == 0 ? (int?)null : _open[depth - 1].Number, code, hasChildren is { } has ? has ? "1" : "0" : null);
        content(writer);
    }

    private byte[] Bytes(string code, bool? hasChildren, Action<X12Writer> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var inner = new X12Writer(buffer, writer.Delimiters);
        inner.Write("HL", code, hasChildren is true ? "1" : "0");
        content(inner);
        return buffer.WrittenSpan.ToArray();
    }
}
