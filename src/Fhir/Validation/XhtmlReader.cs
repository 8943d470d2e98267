using System.Buffers;

namespace Carelake.Fhir.Validation;

/// <summary>
/// Reads the XHTML of a narrative: well-formed, one div in XHTML's namespace, no scripts, forms, style sheets or events, no entities beyond
/// XML's (FHIR R4, section 2.4.3, rules txt-1 and txt-2).
/// </summary>
internal sealed class XhtmlReader
{
    private const string Namespace = "http://www.w3.org/1999/xhtml";

    private static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "p", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "a", "span", "b", "em", "i", "strong", "small", "big", "tt", "dfn", "q", "var", "abbr",
        "acronym", "cite", "blockquote", "hr", "address", "bdo", "kbd", "sub", "sup", "ul", "ol", "li", "dl", "dt", "dd", "pre", "table", "caption",
        "colgroup", "col", "thead", "tr", "tfoot", "tbody", "th", "td", "code", "samp", "img", "map", "area", "style", "u", "s", "del", "ins", "strike",
    };

    private static readonly HashSet<string> Attributes = new(StringComparer.Ordinal)
    {
        "title", "style", "class", "id", "lang", "xml:lang", "dir", "accesskey", "tabindex", "span", "width", "align", "valign", "char", "charoff",
        "abbr", "axis", "headers", "scope", "rowspan", "colspan", "summary", "border", "frame", "rules", "cellspacing", "cellpadding", "name", "href",
        "charset", "type", "coords", "rel", "rev", "shape", "src", "alt", "longdesc", "height", "usemap", "ismap", "cite", "value", "start", "compact",
        "nowrap", "bgcolor", "target", "hreflang", "clear", "size", "noshade", "color", "datetime", "xml:space",
    };

    private static readonly HashSet<string> Entities = new(StringComparer.Ordinal) { "amp", "lt", "gt", "quot", "apos", "nbsp" };

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly string _text;
    private readonly Stack<string> _open = new();
    private int _at;
    private bool _hasContent;

    private XhtmlReader(string text) => _text = text;

    /// <summary>What is wrong, each kind once.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Ids and anchors that links can point to.</summary>
    public List<string> Ids { get; } = [];

    /// <summary>Targets of links within the resource, without the <c>#</c>.</summary>
    public List<string> Links { get; } = [];

    public static XhtmlReader Read(string text)
    {
        var reader = new XhtmlReader(text);
        reader.Run();
        return reader;
    }

    private void Run()
    {
        var isRoot = true;
        while (_at < _text.Length && Problems.Count < 4)
        {
            var next = _text.IndexOf('<', _at);
            Text(next < 0 ? _text.Length : next);
            if (next < 0) break;
            _at = next;
            if (!Tag(isRoot)) return;
            isRoot = false;
        }
        if (_open.Count > 0) Problem("txt-1: the narrative is not well-formed XML.");
        if (!_hasContent) Problem("txt-2: the narrative says nothing.");
    }

    private void Text(int end)
    {
        var text = _text.AsSpan(_at, end - _at);
        if (!text.IsWhiteSpace())
        {
            _hasContent = true;
            if (_open.Count == 0) Problem("txt-1: the narrative is one div and nothing beside it.");
        }
        Check(text);
        _at = end;
    }

    private void Check(ReadOnlySpan<char> text)
    {
        while (text.IndexOf('&') is var at and >= 0)
        {
            text = text[(at + 1)..];
            var end = text.IndexOf(';');
            if (end < 0 || !IsEntity(text[..end]))
            {
                Problem("txt-1: the narrative has an entity that XML does not know.");
                return;
            }
        }
    }

    private static bool IsEntity(ReadOnlySpan<char> name)
    {
        if (name.Length < 2) return false;
        if (name[0] == '#')
            return name[1] == 'x' ? name.Length > 2 && !name[2..].ContainsAnyExcept(Hexadecimal) : !name[1..].ContainsAnyExceptInRange('0', '9');
        return Entities.Contains(name.ToString());
    }

    // One piece of markup; false when the text is no XML, so that reading on would only repeat that.
    private bool Tag(bool isRoot)
    {
        var rest = _text.AsSpan(_at);
        if (rest.StartsWith("<!--")) return Skip("-->");
        if (rest.StartsWith("<?")) return Skip("?>");
        if (rest.StartsWith("<!")) return Malformed();
        var end = TagEnd();
        if (end < 0) return Malformed();
        var inside = _text.AsSpan(_at + 1, end - _at - 1);
        _at = end + 1;
        if (inside is ['/', ..]) return Close(inside[1..].Trim());
        var isEmpty = inside is [.., '/'];
        return Open(isEmpty ? inside[..^1] : inside, isEmpty, isRoot);
    }

    private int TagEnd()
    {
        var quote = '\0';
        for (var at = _at; at < _text.Length; at++)
        {
            var letter = _text[at];
            if (quote != '\0') quote = letter == quote ? '\0' : quote;
            else if (letter is '"' or '\'') quote = letter;
            else if (letter == '>') return at;
        }
        return -1;
    }

    private bool Close(ReadOnlySpan<char> name)
    {
        if (_open.Count == 0 || !name.SequenceEqual(_open.Peek())) return Malformed();
        _open.Pop();
        return true;
    }

    private bool Open(ReadOnlySpan<char> inside, bool isEmpty, bool isRoot)
    {
        var space = inside.IndexOfAny(" \t\r\n");
        var name = (space < 0 ? inside : inside[..space]).ToString();
        if (name.Length == 0) return Malformed();
        if (isRoot && name != "div") Problem("txt-1: the narrative is a div.");
        else if (!Elements.Contains(name)) Problem("txt-1: the narrative has an element that is not allowed: only text, tables, lists, links and images are.");
        if (name == "img") _hasContent = true;
        var hasNamespace = false;
        if (space >= 0 && !ReadAttributes(inside[space..], ref hasNamespace)) return Malformed();
        if (isRoot && !hasNamespace) Problem("txt-1: the div is in XHTML's namespace.");
        if (!isEmpty) _open.Push(name);
        return true;
    }

    private bool ReadAttributes(ReadOnlySpan<char> text, ref bool hasNamespace)
    {
        for (text = text.TrimStart(); text.Length > 0; text = text.TrimStart())
        {
            var equals = text.IndexOf('=');
            if (equals <= 0) return false;
            var name = text[..equals].Trim().ToString();
            text = text[(equals + 1)..].TrimStart();
            if (text.Length < 2 || text[0] is not ('"' or '\'')) return false;
            var end = text[1..].IndexOf(text[0]);
            if (end < 0) return false;
            Attribute(name, text.Slice(1, end).ToString(), ref hasNamespace);
            text = text[(end + 2)..];
        }
        return true;
    }

    private void Attribute(string name, string value, ref bool hasNamespace)
    {
        Check(value);
        if (name == "xmlns" || name.StartsWith("xmlns:", StringComparison.Ordinal)) hasNamespace |= name == "xmlns" && value == Namespace;
        else if (!Attributes.Contains(name)) Problem("txt-1: the narrative has an attribute that is not allowed.");
        if (name is "id" or "name") Ids.Add(value);
        if (name == "href" && value is ['#', _, ..]) Links.Add(value[1..]);
        if (name is "href" or "src" && value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)) Problem("txt-1: the narrative has a script.");
    }

    private bool Skip(string end)
    {
        var found = _text.IndexOf(end, _at, StringComparison.Ordinal);
        if (found < 0) return Malformed();
        _at = found + end.Length;
        return true;
    }

    private bool Malformed()
    {
        Problem("txt-1: the narrative is not well-formed XML.");
        _hasContent = true;
        _open.Clear();
        return false;
    }

    private void Problem(string problem)
    {
        if (!Problems.Contains(problem)) Problems.Add(problem);
    }
}
