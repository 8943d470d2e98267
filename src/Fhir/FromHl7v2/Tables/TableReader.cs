using Carelake.Core;

namespace Carelake.Fhir.FromHl7v2.Tables;

/// <summary>
/// Reads mapping files: a line at a time, blocks by indentation. Lines that say nothing the reader knows are issues and are left out; nothing
/// throws.
/// </summary>
internal sealed class TableReader(string fileName, List<Issue> issues)
{
    private readonly Stack<(int Indent, List<Rule> Rules)> _blocks = new();
    private MessageMap? _message;
    private ElementMap? _map;
    private CodeMap? _codes;
    private int _lineNumber;
    private SenderProfile? _sender;
    private TableSet? _senderTables;

    /// <summary>What holds for every sender.</summary>
    public TableSet Common { get; } = new();

    /// <summary>What holds for some, in the file's order.</summary>
    public List<SenderProfile> Senders { get; } = [];

    private TableSet Tables => _senderTables ?? Common;

    public void Read(string text)
    {
        foreach (var line in text.EnumerateLines())
        {
            _lineNumber++;
            var indent = line.Length - line.TrimStart(' ').Length;
            var words = Words(line.ToString());
            if (words.Length == 0) continue;
            if (indent == 0) ReadHeading(words);
            else if (_codes is not null) ReadCode(words);
            else if (_message is not null) ReadStep(words);
            else if (_map is not null) ReadRule(words, indent);
            else if (_sender is not null) ReadSetting(words);
            else Report("The line stands under no heading.");
        }
    }

    private void ReadHeading(string[] words)
    {
        (_message, _map, _codes, _sender) = (null, null, null, null);
        _blocks.Clear();
        switch (words)
        {
            case ["sender", var application]: BeginSender(application, "*"); break;
            case ["sender", var application, var facility]: BeginSender(application, facility); break;
            case ["message", .. var keys] when keys.Length > 0: BeginMessage(Tables.Messages, keys); break;
            case ["map", var name]: _map = Begin(Tables.Maps, name, ""); break;
            case ["map", var name, "makes", var resource]: _map = Begin(Tables.Maps, name, resource); break;
            case ["finish", var resource]: _map = Begin(Tables.Finishes, resource, resource); break;
            case ["codes", var name]: BeginCodes(name, "-", "-"); break;
            case ["codes", var name, var table]: BeginCodes(name, table, "-"); break;
            case ["codes", var name, var table, var system]: BeginCodes(name, table, system); break;
            case ["ignore", .. var fields]: Tables.Ignored.UnionWith(fields); break;
            default: Report("A line without indentation begins with sender, message, map, finish, codes or ignore."); break;
        }
    }

    // All that follows in the file is about this sender, until another is named.
    private void BeginSender(string application, string facility)
    {
        Senders.Add(_sender = new(Unquoted(application), Unquoted(facility)));
        _senderTables = _sender.Tables;
    }

    private void ReadSetting(string[] words)
    {
        if (words.Length != 2 || !_sender!.Set(words[0], Unquoted(words[1])))
            Report("A line of a sender is: source-system, patient-authority, zone (Z or +hh:mm) or namespace-base, and its value.");
    }

    private void BeginMessage(Dictionary<string, MessageMap> messages, string[] keys)
    {
        _message = new(keys[0]);
        foreach (var key in keys) messages[key] = messages.TryGetValue(key, out var known) ? known : _message with { Key = key };
        _message = messages[keys[0]];
        foreach (var key in keys.Skip(1)) messages[key] = _message;
    }

    private ElementMap Begin(Dictionary<string, ElementMap> maps, string name, string resource)
    {
        if (!maps.TryGetValue(name, out var map)) maps[name] = map = new(name, resource);
        _blocks.Push((1, map.Rules));
        return map;
    }

    private void BeginCodes(string name, string table, string system)
    {
        if (!Tables.Codes.TryGetValue(name, out _codes)) Tables.Codes[name] = _codes = new(name, table, system);
    }

    private void ReadCode(string[] words)
    {
        if (words.Length is < 2 or > 4)
        {
            Report("A line of a code map is: v2 code, FHIR code, display, system.");
            return;
        }
        var system = words.Length > 3 ? words[3] : _codes!.System;
        _codes!.Set(Unquoted(words[0]), new(Unquoted(words[1]), words.Length > 2 ? Unquoted(words[2]) : "", system));
    }

    private void ReadStep(string[] words)
    {
        StepMode? mode = words.Length < 3
            ? null
            : words[1] switch { "new" => StepMode.New, "join" => StepMode.Join, "into" => StepMode.Into, _ => null };
        if (mode is null)
        {
            Report("A line of a message is: segment, new, join or into, map.");
            return;
        }
        var step = new SegmentStep(words[0], mode.Value, words[2]);
        var rest = words.AsSpan(3);
        while (rest.Length > 1 && rest[0] is "as" or "closes")
        {
            step = rest[0] == "as" ? step with { As = rest[1] } : step with { Closes = rest[1].Split(',') };
            rest = rest[2..];
        }
        if (TryCondition(rest, out var condition)) _message!.Steps.Add(step with { Condition = condition });
    }

    private void ReadRule(string[] words, int indent)
    {
        if (words[0] == "id")
        {
            var parts = words[1..].Select(Source.Read).ToArray();
            if (parts.Length == 0 || parts.Contains(null)) Report("An id is made from sources.");
            else _map!.Identities.Add(parts!);
            return;
        }
        if (words.Length < 3 || words[1] != "->" || Source.Read(words[0]) is not { } source || Target.Read(words[2]) is not { } target)
        {
            Report("A line of a map is: source -> target, then : type, via codes, if condition.");
            return;
        }
        var rule = new Rule(source, target) { Place = $"{fileName}:{_lineNumber}" };
        var rest = words.AsSpan(3);
        while (rest.Length > 1 && rest[0] is ":" or "via")
        {
            rule = rest[0] == ":" ? rule with { Type = rest[1] } : rule with { Codes = rest[1] };
            rest = rest[2..];
        }
        if (!TryCondition(rest, out var condition)) return;
        rule = rule with { Condition = condition };
        while (_blocks.Count > 1 && _blocks.Peek().Indent > indent) _blocks.Pop();
        _blocks.Peek().Rules.Add(rule);
        _blocks.Push((indent + 1, rule.Children));
    }

    private bool TryCondition(ReadOnlySpan<string> words, out Condition? condition)
    {
        condition = null;
        if (words.Length == 0) return true;
        if (words[0] == "if" && words.Length > 1) condition = Condition.Read(words[1..]);
        if (condition is null) Report("What follows is no condition: if SOURCE valued, SOURCE in A,B, absent(element) and the like.");
        return condition is not null;
    }

    private void Report(string message) => issues.Add(new("FHIR-0500", Severity.Error, $"{fileName}:{_lineNumber}", message));

    private static string Unquoted(string word) => word is ['"', .., '"'] ? word[1..^1] : word;

    /// <summary>Words between spaces; quotes and backticks hold spaces; <c>#</c> alone begins a comment.</summary>
    private static string[] Words(string line)
    {
        var words = new List<string>();
        for (var index = 0; index < line.Length;)
        {
            if (line[index] is ' ' or '\t')
            {
                index++;
                continue;
            }
            var end = line[index] is '"' or '`' ? line.IndexOf(line[index], index + 1) + 1 : line.IndexOf(' ', index);
            if (end <= 0) end = line.Length;
            var word = line[index..end];
            if (word[0] == '#' && (word.Length == 1 || words.Count == 0)) break;
            words.Add(word);
            index = end;
        }
        return [.. words];
    }
}
