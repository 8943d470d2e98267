using System.Text;

namespace Carelake.Cli;

/// <summary>
/// One line below everything else on a terminal that is written over and over: how far a command is. Whatever else is written to the terminal
/// takes its place; it comes back with the next <see cref="Show"/>.
/// </summary>
/// <param name="writer">The terminal that messages go to.</param>
/// <param name="isLive">A person watches and the terminal can wipe a line.</param>
public sealed class StatusLine(TextWriter writer, bool isLive)
{
    private const string Wipe = "\r\e[K";
    private readonly Lock _lock = new();
    private bool _isShown;
    private bool _isAtLineStart = true;

    /// <summary>Lines can be written over; otherwise nothing is ever shown.</summary>
    public bool IsLive => isLive;

    /// <summary>Shows a text in place of the last one; the caller keeps it shorter than the terminal is wide.</summary>
    public void Show(string text)
    {
        lock (_lock)
        {
            // In the middle of a line of results there is no place for it.
            if (!isLive || !_isAtLineStart) return;
            writer.Write(Wipe + text);
            writer.Flush();
            _isShown = true;
        }
    }

    /// <summary>Wipes the line.</summary>
    public void Hide()
    {
        if (!_isShown) return;
        lock (_lock)
        {
            writer.Write(Wipe);
            writer.Flush();
            _isShown = false;
        }
    }

    /// <summary>The same writer, but what is written to it wipes the line first.</summary>
    /// <param name="inner">Writes to the same terminal.</param>
    public TextWriter Above(TextWriter inner) => isLive ? new Writer(this, inner) : inner;

    private sealed class Writer(StatusLine status, TextWriter inner) : TextWriter
    {
        public override Encoding Encoding => inner.Encoding;

        public override void Write(char value) => Write([value]);

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(ReadOnlySpan<char> buffer)
        {
            if (buffer.IsEmpty) return;
            status.Hide();
            inner.Write(buffer);
            status._isAtLineStart = buffer[^1] == '\n';
        }

        public override void Flush() => inner.Flush();
    }
}
