using Spectre.Console;

namespace Carelake.Cli;

/// <summary>A table of plain text, the same on a terminal and in a pipe.</summary>
internal sealed class TextTable
{
    private readonly Table _table;
    private readonly int _columns;

    /// <summary>Starts a table; a heading that begins with <c>&gt;</c> is right-aligned.</summary>
    public TextTable(Terminal terminal, params string[] headings)
    {
        _columns = headings.Length;
        _table = new Table().Border(terminal.IsInteractive ? TableBorder.Rounded : TableBorder.Ascii2);
        foreach (var heading in headings)
        {
            var isRight = heading.StartsWith('>');
            _table.AddColumn(new TableColumn(new Text(isRight ? heading[1..] : heading)) { Alignment = isRight ? Justify.Right : Justify.Left });
        }
    }

    /// <summary>Adds a row; null is an empty cell.</summary>
    public void Add(params object?[] cells)
    {
        if (cells.Length != _columns) throw new ArgumentException("A row has as many cells as the table has headings.", nameof(cells));
        _table.AddRow(cells.Select(cell => new Text(cell switch
        {
            null => "",
            long number => number.ToString("N0"),
            DateTimeOffset moment => moment.ToString("yyyy-MM-dd HH:mm:ss"),
            TimeSpan span => ElapsedText.Of(span),
            _ => cell.ToString() ?? "",
        })));
    }

    /// <summary>Writes it to the results.</summary>
    public void Write(Terminal terminal) => terminal.Results.Write(_table);
}
