using System.Globalization;
using System.Text;

namespace Carelake.Fhir.FhirPath.Syntax;

/// <summary>Cuts an expression into tokens (N1, section 3.6 and the formal grammar).</summary>
internal sealed class Lexer(string text)
{
    private static readonly string[] Symbols = ["!=", "!~", "<=", ">=", ".", ",", "(", ")", "[", "]", "{", "}", "+", "-", "*", "/", "&", "|", "=", "~", "<", ">"];
    private int _at;

    /// <summary>The next token; at the end always <see cref="TokenKind.End"/>.</summary>
    public Token Next()
    {
        if (!SkipBlank()) return Error("The comment does not end.");
        if (_at >= text.Length) return new Token(TokenKind.End, "", text.Length);
        var letter = text[_at];
        if (char.IsAsciiLetter(letter) || letter == '_') return Of(TokenKind.Word, _at, Word());
        if (char.IsAsciiDigit(letter)) return Number();
        return letter switch
        {
            '\'' => Quoted(TokenKind.Text),
            '`' => Quoted(TokenKind.Quoted),
            '@' => Temporal(),
            '%' => Variable(),
            '$' => Of(TokenKind.Dollar, _at++, "$" + Word()),
            _ => Symbol(),
        };
    }

    private static Token Of(TokenKind kind, int position, string text) => new(kind, text, position);

    private Token Error(string message, int? at = null) => new(TokenKind.Error, message, at ?? _at);

    private bool SkipBlank()
    {
        while (_at < text.Length)
        {
            if (char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }
            else if (Starts("//"))
            {
                var end = text.IndexOf('\n', _at);
                _at = end < 0 ? text.Length : end;
            }
            else if (Starts("/*"))
            {
                var end = text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                if (end < 0) return false;
                _at = end + 2;
            }
            else
            {
                return true;
            }
        }
        return true;
    }

    private bool Starts(string symbol) => string.CompareOrdinal(text, _at, symbol, 0, symbol.Length) == 0;

    private string Word()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_')) _at++;
        return text[start.._at];
    }

    private void Digits()
    {
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
    }

    private bool IsDigit(int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    private Token Number()
    {
        var start = _at;
        Digits();
        if (_at < text.Length && text[_at] == '.' && IsDigit(_at + 1))
        {
            _at++;
            Digits();
        }
        else if (_at < text.Length && text[_at] == 'L')
        {
            _at++;
        }
        return Of(TokenKind.Number, start, text[start.._at]);
    }

    // A point belongs to the time only before a digit: @2015T10:30:00.is(DateTime).
    private Token Temporal()
    {
        var start = _at++;
        while (_at < text.Length)
        {
            var letter = text[_at];
            var isPart = char.IsAsciiDigit(letter) || letter == ':' || letter is 'T' or 'Z' || (letter == '.' && IsDigit(_at + 1) && text.AsSpan(start, _at - start).Contains(':'))
                || (letter is '-' or '+' && IsDigit(_at + 1));
            if (!isPart) break;
            _at++;
        }
        return Of(TokenKind.Temporal, start, text[(start + 1).._at]);
    }

    private Token Variable()
    {
        var start = _at++;
        if (_at < text.Length && text[_at] is '`' or '\'')
        {
            var quoted = Quoted(TokenKind.Variable);
            return quoted with { Position = start };
        }
        var name = Word();
        return name.Length > 0 ? Of(TokenKind.Variable, start, name) : Error("A name is missing after %.");
    }

    private Token Quoted(TokenKind kind)
    {
        var start = _at;
        var quote = text[_at++];
        var content = new StringBuilder();
        while (_at < text.Length && text[_at] != quote)
        {
            if (text[_at] != '\\') content.Append(text[_at++]);
            else if (!Escape(content)) return Error("There is no such escape in a string.");
        }
        if (_at >= text.Length) return Error("The quotation does not end.", start);
        _at++;
        return Of(kind, start, content.ToString());
    }

    private bool Escape(StringBuilder content)
    {
        if (++_at >= text.Length) return false;
        var letter = text[_at++];
        if (letter == 'u')
        {
            if (_at + 4 > text.Length || !ushort.TryParse(text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, null, out var unit)) return false;
            content.Append((char)unit);
            _at += 4;
            return true;
        }
        var index = "'\"`\\/rntf".IndexOf(letter, StringComparison.Ordinal);
        if (index < 0) return false;
        content.Append("'\"`\\/\r\n\t\f"[index]);
        return true;
    }

    private Token Symbol()
    {
        foreach (var symbol in Symbols)
        {
            if (!Starts(symbol)) continue;
            var start = _at;
            _at += symbol.Length;
            return Of(TokenKind.Symbol, start, symbol);
        }
        return Error("This character has no meaning here.");
    }
}
