using System.Text.Json;
using Carelake.Core;
using Carelake.X12;

namespace Carelake.Cli.Verbs;

/// <summary>What is wrong with one file, as a table that a biller can work through, or as JSON lines.</summary>
internal sealed class X12Report(Terminal terminal, string name, bool isJson, int limit) : X12Handler
{
    private readonly List<(string Set, X12Finding Finding)> _shown = [];
    private readonly List<string> _notChecked = [];
    private string _set = "";
    private int _setCount;
    private int _warningCount;

    public int ErrorCount { get; private set; }

    /// <summary>Code sets that occur and were not looked into.</summary>
    public IReadOnlyList<string> NotChecked => _notChecked;

    /// <summary>A finding as the fields of a JSON object.</summary>
    public static Dictionary<string, object?> Fields(string name, X12Finding finding) => new(StringComparer.Ordinal)
    {
        ["file"] = name,
        ["severity"] = finding.Issue.Severity == Severity.Error ? "error" : "warning",
        ["snip"] = (int)finding.Level,
        ["code"] = finding.Issue.Code,
        ["x12_error"] = finding.ErrorCode.ToString(),
        ["loop"] = finding.Place.LoopId,
        ["segment"] = finding.Place.SegmentId,
        ["position"] = finding.Place.SegmentPosition,
        ["element"] = finding.Place.ElementPosition,
        ["component"] = finding.Place.ComponentPosition,
        ["repetition"] = finding.Place.RepetitionPosition,
        ["segment_number"] = finding.Place.SegmentNumber,
        ["byte_offset"] = finding.Place.ByteOffset,
        ["message"] = finding.Issue.Message,
    };

    public override void OnTransactionSet(X12TransactionHeader header)
    {
        _setCount++;
        _set = $"{header.Id} {header.ControlNumber}";
    }

    public override void OnTransactionSetEnd(X12TransactionHeader header, X12End end) => _set = "";

    public override void OnFinding(X12Finding finding)
    {
        if (finding.IsError) ErrorCount++;
        else _warningCount++;
        if (isJson) terminal.Out.WriteLine(JsonSerializer.Serialize(Fields(name, finding), Terminal.Compact));
        else if (_shown.Count < limit) _shown.Add((_set, finding));
    }

    public override void OnCodeSetNotChecked(string codeSet) => _notChecked.Add(codeSet);

    /// <summary>Writes the table and the sum.</summary>
    public void Close()
    {
        if (isJson)
        {
            terminal.Out.WriteLine(JsonSerializer.Serialize(
                new Dictionary<string, object?> { ["file"] = name, ["transaction_sets"] = _setCount, ["errors"] = ErrorCount, ["warnings"] = _warningCount, ["code_sets_not_checked"] = _notChecked }, Terminal.Compact));
            return;
        }
        terminal.Out.WriteLine($"{name}: {_setCount:N0} transaction set{(_setCount == 1 ? "" : "s")}, {ErrorCount:N0} error{(ErrorCount == 1 ? "" : "s")}, {_warningCount:N0} warning{(_warningCount == 1 ? "" : "s")}");
        if (_shown.Count > 0) WriteTable();
    }

    /// <summary>Says whose codes nothing looked at, so that nobody believes they are good.</summary>
    /// <param name="terminal">Where to say it.</param>
    /// <param name="codeSets">Of all files; may repeat.</param>
    public static void WriteNotChecked(Terminal terminal, IEnumerable<string> codeSets)
    {
        var sets = codeSets.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(set => $"{X12CodeSets.Title(set)} ({set})").ToList();
        if (sets.Count > 0) terminal.Out.WriteLine($"Not checked, for want of a table of codes (--codes): {string.Join(", ", sets)}.");
    }

    private void WriteTable()
    {
        var table = new TextTable(terminal, "Set", ">Segment", "Where", ">SNIP", "X12 error", "Code", "What is wrong");
        foreach (var (set, finding) in _shown)
        {
            var where = finding.Place.SegmentPosition > 0 ? (long)finding.Place.SegmentPosition : finding.Place.SegmentNumber;
            var mark = finding.IsError ? "" : "warning: ";
            table.Add(set, where, finding.Place.ToString(), ((int)finding.Level).ToString(), finding.ErrorCode.ToString(), finding.Issue.Code, mark + finding.Issue.Message);
        }
        table.Write(terminal);
        var left = ErrorCount + _warningCount - _shown.Count;
        if (left > 0) terminal.Out.WriteLine($"and {left:N0} more; --limit shows more of them, --json all.");
    }
}
