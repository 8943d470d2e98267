using System.Collections.Immutable;
using System.Globalization;
using Carelake.Core;
using Carelake.Fhir.FhirPath.Evaluation;
using Carelake.Fhir.FhirPath.Functions;
using Carelake.Fhir.FhirPath.Units;
using Carelake.Fhir.FhirPath.Values;

namespace Carelake.Fhir.FhirPath.Syntax;

/// <summary>Turns an expression into nodes, by the binding powers of the operators (N1, section 6.8).</summary>
internal sealed class Parser
{
    private const int LongestExpression = 1 << 16;
    private const int MostNested = 100;
    private const int DeepestTree = 400;
    private const int PowerOfSign = 11;

    private readonly Lexer _lexer;
    private Token _token;
    private Issue? _issue;
    private int _nested;

    private Parser(string text)
    {
        _lexer = new Lexer(text);
        Advance();
    }

    /// <summary>The expression's root; null with an issue when it does not follow the grammar.</summary>
    public static Node? Parse(string text, out Issue? issue)
    {
        if (text.Length > LongestExpression)
        {
            issue = new Issue("FHIR-0601", Severity.Error, "", $"The expression is longer than {LongestExpression} characters.");
            return null;
        }
        var parser = new Parser(text);
        var root = parser.Expression(0);
        if (parser._token.Kind != TokenKind.End) parser.Fail("An operator or the end of the expression is expected here.");
        issue = parser._issue;
        return root;
    }

    private Node Expression(int power)
    {
        if (++_nested > MostNested)
        {
            Fail("The expression is nested too deeply.", "FHIR-0601");
            return new EmptyNode();
        }
        var left = Term();
        while (_issue is null && Operator() is { } found && found.Power > power)
        {
            var symbol = _token.Text;
            Advance();
            left = found.IsTyped ? Typed(symbol, left) : Binary(symbol, left, Expression(found.Power));
            if (left.Depth > DeepestTree) Fail("The expression is nested too deeply.", "FHIR-0601");
        }
        _nested--;
        return left;
    }

    private (int Power, bool IsTyped)? Operator() => (_token.Kind, _token.Text) switch
    {
        (TokenKind.Word, "implies") => (1, false),
        (TokenKind.Word, "or" or "xor") => (2, false),
        (TokenKind.Word, "and") => (3, false),
        (TokenKind.Word, "in" or "contains") => (4, false),
        (TokenKind.Symbol, "=" or "~" or "!=" or "!~") => (5, false),
        (TokenKind.Symbol, "<" or ">" or "<=" or ">=") => (6, false),
        (TokenKind.Symbol, "|") => (7, false),
        (TokenKind.Word, "is" or "as") => (8, true),
        (TokenKind.Symbol, "+" or "-" or "&") => (9, false),
        (TokenKind.Symbol, "*" or "/") or (TokenKind.Word, "div" or "mod") => (10, false),
        _ => null,
    };

    private static Node Binary(string symbol, Node left, Node right) => symbol switch
    {
        "implies" => new BooleanNode(LogicOperator.Implies, left, right),
        "or" => new BooleanNode(LogicOperator.Or, left, right),
        "xor" => new BooleanNode(LogicOperator.Xor, left, right),
        "and" => new BooleanNode(LogicOperator.And, left, right),
        "in" => new MembershipNode(left, right),
        "contains" => new MembershipNode(right, left),
        "=" or "!=" => new EqualityNode(left, right, isEquivalence: false, isNegated: symbol == "!="),
        "~" or "!~" => new EqualityNode(left, right, isEquivalence: true, isNegated: symbol == "!~"),
        "<" => new OrderNode(OrderOperator.Less, left, right),
        "<=" => new OrderNode(OrderOperator.LessOrEqual, left, right),
        ">" => new OrderNode(OrderOperator.Greater, left, right),
        ">=" => new OrderNode(OrderOperator.GreaterOrEqual, left, right),
        "|" => new UnionNode(left, right),
        "+" => new ArithmeticNode(symbol, Arithmetic.Add, left, right),
        "-" => new ArithmeticNode(symbol, Arithmetic.Subtract, left, right),
        "&" => new JoinNode(left, right),
        "*" => new ArithmeticNode(symbol, Arithmetic.Multiply, left, right),
        "/" => new ArithmeticNode(symbol, Arithmetic.Divide, left, right),
        "div" => new ArithmeticNode(symbol, Arithmetic.Div, left, right),
        _ => new ArithmeticNode(symbol, Arithmetic.Mod, left, right),
    };

    private Node Typed(string symbol, Node left)
    {
        if (TypeSpecifier() is not { } type) return left;
        return symbol == "is" ? new IsNode(left, type) : new AsNode(left, type, isSingle: true);
    }

    // A sign binds weaker than a point: -1.abs() is -(1.abs()).
    private Node Term()
    {
        if (_token.Is("+") || _token.Is("-"))
        {
            var isNegative = _token.Text == "-";
            Advance();
            return new SignNode(Expression(PowerOfSign), isNegative);
        }
        return Postfix(Primary());
    }

    private Node Postfix(Node node)
    {
        while (_issue is null)
        {
            if (Take("."))
            {
                node = Invocation(node);
            }
            else if (Take("["))
            {
                node = new IndexerNode(node, Expression(0));
                Expect("]");
            }
            else
            {
                break;
            }
            if (node.Depth > DeepestTree) Fail("The expression is nested too deeply.", "FHIR-0601");
        }
        return node;
    }

    private Node Primary()
    {
        var token = _token;
        if (token.Kind is TokenKind.Word && token.Text is not ("true" or "false") || token.Kind is TokenKind.Quoted) return Invocation(null);
        Advance();
        switch (token.Kind)
        {
            case TokenKind.Word:
                return new LiteralNode(BooleanValue.Of(token.Text == "true"));
            case TokenKind.Text:
                return new LiteralNode(new StringValue(token.Text));
            case TokenKind.Number:
                return Number(token);
            case TokenKind.Temporal:
                return Temporal(token);
            case TokenKind.Variable:
                return Variable(token.Text);
            case TokenKind.Dollar:
                return Dollar(token);
            case TokenKind.Symbol when token.Text == "(":
                var inner = Expression(0);
                Expect(")");
                return inner;
            case TokenKind.Symbol when token.Text == "{":
                Expect("}");
                return new EmptyNode();
            default:
                Fail(token.Kind == TokenKind.Error ? token.Text : "A value, a name or a bracket is expected here.", at: token.Position);
                return new EmptyNode();
        }
    }

    // After a point any word is a name, also one that is an operator elsewhere.
    private Node Invocation(Node? focus)
    {
        var token = _token;
        Advance();
        if (token.Kind == TokenKind.Dollar && focus is not null) return Dollar(token);
        if (token.Kind is not (TokenKind.Word or TokenKind.Quoted))
        {
            Fail("A name is expected here.", at: token.Position);
            return new EmptyNode();
        }
        if (token.Kind == TokenKind.Word && Take("(")) return Function(token, focus);
        return new MemberNode(focus, token.Text);
    }

    private Node Function(Token name, Node? focus)
    {
        if (name.Text is "is" or "as" or "ofType" && TypeArgument(name, focus ?? new ThisNode()) is { } typed) return typed;
        var arguments = ImmutableArray.CreateBuilder<Node>();
        if (!Take(")"))
        {
            do arguments.Add(Expression(0));
            while (_issue is null && Take(","));
            Expect(")");
        }
        if (!FunctionTable.TryGet(name.Text, out var function))
            Fail($"There is no function {name.Text}().", "FHIR-0602", name.Position);
        else if (arguments.Count < function.MinArguments || arguments.Count > function.MaxArguments)
            Fail($"{name.Text}() takes {function.ArgumentText}.", "FHIR-0602", name.Position);
        else if (function.Make is { } make)
            return make(focus ?? new ThisNode(), arguments.ToImmutable());
        return new EmptyNode();
    }

    private Node? TypeArgument(Token name, Node focus)
    {
        if (TypeSpecifier() is not { } type) return null;
        Expect(")");
        return name.Text switch
        {
            "is" => new IsNode(focus, type),
            "as" => new AsNode(focus, type, isSingle: true),
            _ => new AsNode(focus, type, isSingle: false),
        };
    }

    private TypeName? TypeSpecifier()
    {
        if (TypeWord() is not { } first) return null;
        if (!Take(".")) return new TypeName("", first);
        return TypeWord() is { } second ? new TypeName(first, second) : null;
    }

    private string? TypeWord()
    {
        if (_token.Kind is TokenKind.Word or TokenKind.Quoted)
        {
            var word = _token.Text;
            Advance();
            return word;
        }
        Fail("The name of a type is expected here.");
        return null;
    }

    private LiteralNode Number(Token token)
    {
        if (token.Text.EndsWith('L')) return Whole(token, token.Text[..^1], isLong: true);
        if (!decimal.TryParse(token.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return Refused(token, "The number has more digits than a decimal holds.");
        if (_token.Kind == TokenKind.Text)
        {
            var unit = _token.Text;
            Advance();
            return new LiteralNode(new QuantityValue(number, unit, isCalendar: false));
        }
        if (_token.Kind == TokenKind.Word && CalendarUnits.Keyword(_token.Text) is { } keyword)
        {
            Advance();
            return new LiteralNode(new QuantityValue(number, keyword, isCalendar: true));
        }
        return token.Text.Contains('.', StringComparison.Ordinal) ? new LiteralNode(new DecimalValue(number)) : Whole(token, token.Text, isLong: false);
    }

    private LiteralNode Whole(Token token, string digits, bool isLong)
    {
        if (!isLong && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var small)) return new LiteralNode(new IntegerValue(small));
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var large)
            ? new LiteralNode(new LongValue(large))
            : Refused(token, "The whole number needs more than 64 bits.");
    }

    private LiteralNode Temporal(Token token) =>
        TemporalText.Parse(token.Text) is { } value ? new LiteralNode(value) : Refused(token, "This is no date or time.");

    private Node Dollar(Token token)
    {
        switch (token.Text)
        {
            case "$this": return new ThisNode();
            case "$index": return new IndexNode();
            case "$total": return new TotalNode();
            default: return Refused(token, "There are $this, $index and $total.");
        }
    }

    // FHIR R4, section 2.1.20.4: the addresses that FHIR gives names to.
    private static Node Variable(string name) => name switch
    {
        "sct" => Text("http://snomed.info/sct"),
        "loinc" => Text("http://loinc.org"),
        "ucum" => Text("http://unitsofmeasure.org"),
        _ when name.StartsWith("vs-", StringComparison.Ordinal) => Text("http://hl7.org/fhir/ValueSet/" + name[3..]),
        _ when name.StartsWith("ext-", StringComparison.Ordinal) => Text("http://hl7.org/fhir/StructureDefinition/" + name[4..]),
        _ => new VariableNode(name),
    };

    private static LiteralNode Text(string text) => new(new StringValue(text));

    private LiteralNode Refused(Token token, string message)
    {
        Fail(message, at: token.Position);
        return Text("");
    }

    private void Advance() => _token = _lexer.Next();

    private bool Take(string symbol)
    {
        if (!_token.Is(symbol)) return false;
        Advance();
        return true;
    }

    private void Expect(string symbol)
    {
        if (!Take(symbol)) Fail($"{symbol} is expected here.");
    }

    private void Fail(string message, string code = "FHIR-0600", int? at = null) =>
        _issue ??= new Issue(code, Severity.Error, $"character {(at ?? _token.Position) + 1}", _token.Kind == TokenKind.Error && at is null ? _token.Text : message);
}
