using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Access.Cedar;

/// <summary>
/// Walks over tokens. The first thing wrong ends the walk: from then on only the end is seen, so that every loop of a parser stops and no exception is
/// needed.
/// </summary>
/// <param name="source">What the tokens were cut from.</param>
/// <param name="code">Issue code of what is found wrong.</param>
/// <param name="place">Name of the file; empty when there is none.</param>
internal class TokenReader(string source, string code, string place)
{
    private readonly List<Token> _tokens = Lexer.Read(source);
    private int _index;

    /// <summary>What was found wrong; <see langword="null"/> while all is well.</summary>
    public Issue? Problem { get; private set; }

    public bool IsAtEnd => Current.Kind == TokenKind.End;

    protected Token Current => Problem is null ? _tokens[_index] : new(TokenKind.End, "", source.Length);

    public ImmutableArray<Issue> Issues => Problem is null ? [] : [Problem];

    protected Token Peek(int ahead) => Problem is null ? _tokens[Math.Min(_index + ahead, _tokens.Count - 1)] : Current;

    protected Token Take()
    {
        var token = Current;
        if (token.Kind != TokenKind.End) _index++;
        return token;
    }

    protected bool IsSymbol(string text) => Current.Kind == TokenKind.Symbol && Current.Text == text;

    protected bool IsWord(string text) => Current.Kind == TokenKind.Identifier && Current.Text == text;

    protected bool TakeSymbol(string text)
    {
        if (!IsSymbol(text)) return false;
        Take();
        return true;
    }

    protected bool TakeWord(string text)
    {
        if (!IsWord(text)) return false;
        Take();
        return true;
    }

    protected void Expect(string symbol)
    {
        if (!TakeSymbol(symbol)) Fail($"'{symbol}' is expected here");
    }

    protected void ExpectWord(string word)
    {
        if (!TakeWord(word)) Fail($"'{word}' is expected here");
    }

    protected string Identifier(string what)
    {
        if (Current.Kind == TokenKind.Identifier) return string.Intern(Take().Text);
        Fail($"{what} is expected here");
        return "";
    }

    /// <summary>Words joined by <c>::</c>.</summary>
    protected string Path(string what)
    {
        if (Current.Kind == TokenKind.Identifier && CedarText.IsReserved(Current.Text) && Current.Text != "__cedar") Fail($"'{Current.Text}' is a word of the language; {what} is expected here");
        var path = Identifier(what);
        while (IsSymbol("::") && Peek(1).Kind == TokenKind.Identifier)
        {
            Take();
            path = $"{path}::{Take().Text}";
        }
        return string.Intern(path);
    }

    /// <summary>A quoted text with its escapes resolved.</summary>
    protected string Text(string what)
    {
        if (Current.Kind == TokenKind.String)
        {
            if (Lexer.Unescape(Current.Text) is { } text)
            {
                Take();
                return text;
            }
            Fail("an escape in this text is not one of the language");
            return "";
        }
        Fail($"{what} in quotation marks is expected here");
        return "";
    }

    /// <summary>Things separated by commas up to a closing sign; a comma may stand behind the last.</summary>
    protected void List(string close, Action item)
    {
        while (!IsSymbol(close) && Problem is null)
        {
            item();
            if (!TakeSymbol(",")) break;
        }
        Expect(close);
    }

    protected void Fail(string message, int? offset = null) =>
        Problem ??= new Issue(code, Severity.Error, Location(offset ?? Current.Offset), message);

    private string Location(int offset)
    {
        var before = source.AsSpan(0, Math.Min(offset, source.Length));
        var line = before.Count('\n') + 1;
        return $"{(place.Length > 0 ? $"{place}:" : "")}{line}:{offset - before.LastIndexOf('\n')}";
    }
}
