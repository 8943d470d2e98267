using System.Collections.Immutable;
using System.Globalization;

namespace Carelake.Access.Cedar;

/// <content>Expressions, from the loosest binding to the tightest.</content>
internal sealed partial class PolicyParser
{
    /// <summary>Levels of nesting that the evaluator's and validator's recursion bears on a small stack.</summary>
    private const int MaximumDepth = 400;

    // More signs in a row than this are refused by the official parser too.
    private const int MaximumSigns = 4;

    private int _nesting;

    private Expr Expression()
    {
        if (++_nesting > MaximumDepth) Fail("the expression is nested too deeply");
        var expression = Problem is null ? IsWord("if") ? Choice() : Either() : new LiteralExpr(CedarValue.False);
        _nesting--;
        return expression;
    }

    private IfExpr Choice()
    {
        ExpectWord("if");
        var condition = Expression();
        ExpectWord("then");
        var then = Expression();
        ExpectWord("else");
        return Bounded(new IfExpr(condition, then, Expression()));
    }

    private Expr Either()
    {
        var left = Both();
        while (TakeSymbol("||")) left = Bounded(new OrExpr(left, Both()));
        return left;
    }

    private Expr Both()
    {
        var left = Relation();
        while (TakeSymbol("&&")) left = Bounded(new AndExpr(left, Relation()));
        return left;
    }

    private Expr Relation()
    {
        var left = Sum();
        var relation = Related(left);
        if (relation is null) return left;
        if (Operator() is not null || IsWord("has") || IsWord("like") || IsWord("is") || IsWord("in"))
            Fail("several relations in a row need parentheses");
        return Bounded(relation);
    }

    private Expr? Related(Expr left)
    {
        if (Operator() is { } operation)
        {
            Take();
            return new BinaryExpr(operation, left, Sum());
        }
        if (TakeWord("in")) return new BinaryExpr(BinaryOperator.In, left, Sum());
        if (TakeWord("has")) return Has(left);
        if (TakeWord("like")) return Like(left);
        if (!TakeWord("is")) return null;
        var isType = new IsExpr(left, Path("an entity type"));
        return TakeWord("in") ? new AndExpr(isType, new BinaryExpr(BinaryOperator.In, left, Sum())) : isType;
    }

    // "a has b.c" asks for each step of the way.
    private Expr Has(Expr target)
    {
        if (Current.Kind == TokenKind.String) return new HasExpr(target, string.Intern(Text("an attribute")));
        var name = Identifier("an attribute");
        Expr has = new HasExpr(target, name);
        while (TakeSymbol("."))
        {
            target = Bounded(new AttributeExpr(target, name));
            name = Identifier("an attribute");
            has = Bounded(new AndExpr(has, new HasExpr(target, name)));
        }
        return has;
    }

    private LikeExpr Like(Expr target)
    {
        if (Current.Kind == TokenKind.String && Lexer.Pattern(Current.Text) is { } pattern)
        {
            Take();
            return new(target, pattern);
        }
        Fail("a pattern in quotation marks, its escapes those of the language, is expected here");
        return new(target, new([]));
    }

    private BinaryOperator? Operator() => Current.Kind != TokenKind.Symbol ? null : Current.Text switch
    {
        "==" => BinaryOperator.Equal,
        "!=" => BinaryOperator.NotEqual,
        "<" => BinaryOperator.Less,
        "<=" => BinaryOperator.LessOrEqual,
        ">" => BinaryOperator.Greater,
        ">=" => BinaryOperator.GreaterOrEqual,
        _ => null,
    };

    private Expr Sum()
    {
        var left = Product();
        while (IsSymbol("+") || IsSymbol("-"))
        {
            var operation = Take().Text == "+" ? BinaryOperator.Add : BinaryOperator.Subtract;
            left = Bounded(new BinaryExpr(operation, left, Product()));
        }
        return left;
    }

    private Expr Product()
    {
        var left = Signed();
        while (TakeSymbol("*")) left = Bounded(new BinaryExpr(BinaryOperator.Multiply, left, Signed()));
        return left;
    }

    private Expr Signed()
    {
        var sign = IsSymbol("!") ? "!" : "-";
        var count = 0;
        while (TakeSymbol(sign)) count++;
        if (count > MaximumSigns) Fail($"more than {MaximumSigns} '{sign}' stand in a row");
        // The sign next to a number belongs to it, or the smallest number could not be written.
        Expr operand;
        if (sign == "-" && count > 0 && Current.Kind == TokenKind.Number && !IsAccess(Peek(1)))
        {
            operand = Number(isNegative: true);
            count--;
        }
        else
        {
            operand = Member();
        }
        for (; count > 0; count--) operand = Bounded<Expr>(sign == "!" ? new NotExpr(operand) : new NegateExpr(operand));
        return operand;
    }

    private static bool IsAccess(Token token) => token.Kind == TokenKind.Symbol && token.Text is "." or "[";

    private Expr Member()
    {
        var target = Primary();
        while (Problem is null)
        {
            if (TakeSymbol("."))
            {
                var name = Identifier("an attribute or method");
                target = Bounded<Expr>(TakeSymbol("(") ? Method(target, name) : new AttributeExpr(target, name));
            }
            else if (TakeSymbol("["))
            {
                target = Bounded(new AttributeExpr(target, string.Intern(Text("an attribute"))));
                Expect("]");
            }
            else
            {
                break;
            }
        }
        return target;
    }

    private Expr Method(Expr target, string name)
    {
        var arguments = Arguments();
        var operation = name switch
        {
            "contains" => BinaryOperator.Contains,
            "containsAll" => BinaryOperator.ContainsAll,
            "containsAny" => BinaryOperator.ContainsAny,
            "hasTag" => BinaryOperator.HasTag,
            "getTag" => BinaryOperator.GetTag,
            _ => (BinaryOperator?)null,
        };
        if (operation is { } known && arguments.Length == 1) return new BinaryExpr(known, target, arguments[0]);
        if (name == "isEmpty" && arguments.Length == 0) return new IsEmptyExpr(target);
        if (ExtensionFunction.All.GetValueOrDefault(name) is { IsConstructor: false } function)
            return new CallExpr(function, [target, .. arguments]);
        Fail($"there is no method {name} with {arguments.Length} arguments");
        return target;
    }

    private ImmutableArray<Expr> Arguments()
    {
        var arguments = ImmutableArray.CreateBuilder<Expr>();
        List(")", () => arguments.Add(Expression()));
        return arguments.ToImmutable();
    }

    private Expr Primary()
    {
        switch (Current.Kind)
        {
            case TokenKind.Number:
                return Number(isNegative: false);
            case TokenKind.String:
                return new LiteralExpr(CedarValue.Of(Text("a text")));
            case TokenKind.Identifier:
                return Word();
        }
        if (TakeSymbol("("))
        {
            var inner = Expression();
            Expect(")");
            return inner;
        }
        if (TakeSymbol("["))
        {
            var items = ImmutableArray.CreateBuilder<Expr>();
            List("]", () => items.Add(Expression()));
            return Bounded(new SetExpr(items.ToImmutable()));
        }
        if (TakeSymbol("{")) return Record();
        Fail("an expression is expected here");
        return new LiteralExpr(CedarValue.False);
    }

    private LiteralExpr Number(bool isNegative)
    {
        var text = (isNegative ? "-" : "") + Current.Text;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) Fail("the number does not fit into 64 bits");
        Take();
        return new(CedarValue.Of(value));
    }

    private Expr Word()
    {
        if (Peek(1) is { Kind: TokenKind.Symbol, Text: "::" }) return new LiteralExpr(CedarValue.Of(Entity()));
        var word = Current.Text;
        if (Peek(1) is { Kind: TokenKind.Symbol, Text: "(" }) return Function(word);
        Expr? expression = word switch
        {
            "true" => new LiteralExpr(CedarValue.True),
            "false" => new LiteralExpr(CedarValue.False),
            "principal" => new VariableExpr(Variable.Principal),
            "action" => new VariableExpr(Variable.Action),
            "resource" => new VariableExpr(Variable.Resource),
            "context" => new VariableExpr(Variable.Context),
            _ => null,
        };
        if (expression is null) Fail($"'{word}' is no variable; there are principal, action, resource and context");
        Take();
        return expression ?? new LiteralExpr(CedarValue.False);
    }

    private Expr Function(string name)
    {
        var offset = Current.Offset;
        Take();
        Expect("(");
        var arguments = Arguments();
        if (ExtensionFunction.All.GetValueOrDefault(name) is { IsConstructor: true } function)
            return Bounded(new CallExpr(function, arguments));
        Fail($"there is no function {name}", offset);
        return new LiteralExpr(CedarValue.False);
    }

    private RecordExpr Record()
    {
        var attributes = ImmutableArray.CreateBuilder<KeyValuePair<string, Expr>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        List("}", () =>
        {
            var name = string.Intern(Current.Kind == TokenKind.String ? Text("an attribute") : Identifier("an attribute"));
            if (!names.Add(name)) Fail("the record has an attribute twice");
            Expect(":");
            attributes.Add(new(name, Expression()));
        });
        return Bounded(new RecordExpr(attributes.ToImmutable()));
    }

    private T Bounded<T>(T expression)
        where T : Expr
    {
        if (expression.Depth > MaximumDepth) Fail("the expression is nested too deeply");
        return expression;
    }
}
