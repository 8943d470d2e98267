using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Access.Cedar;

/// <summary>Reads policies in the language's own syntax (Cedar 4, "Grammar specification for Cedar policy syntax").</summary>
internal sealed partial class PolicyParser : TokenReader
{
    private PolicyParser(string source, string place)
        : base(source, "ACC-0101", place)
    {
    }

    /// <summary>Every policy of a text, in order.</summary>
    /// <param name="source">The text.</param>
    /// <param name="place">Name of the file, for issues.</param>
    public static Parsed<ImmutableArray<Policy>> Parse(string source, string place)
    {
        var parser = new PolicyParser(source, place);
        var policies = ImmutableArray.CreateBuilder<Policy>();
        while (!parser.IsAtEnd)
        {
            var policy = parser.ReadPolicy(policies.Count);
            if (parser.Problem is null) policies.Add(policy);
        }
        return new(policies.ToImmutable(), parser.Issues);
    }

    /// <summary>One expression that fills the text.</summary>
    public static Parsed<Expr> ParseExpression(string source)
    {
        var parser = new PolicyParser(source, "");
        var expression = parser.Expression();
        if (!parser.IsAtEnd) parser.Fail("nothing more is expected here");
        return new(expression, parser.Issues);
    }

    private Policy ReadPolicy(int number)
    {
        var annotations = Annotations();
        var effect = TakeWord("forbid") ? PolicyEffect.Forbid : PolicyEffect.Permit;
        if (effect == PolicyEffect.Permit) ExpectWord("permit");
        Expect("(");
        var principal = Scope(Variable.Principal);
        Expect(",");
        var (action, isList) = ActionScope();
        Expect(",");
        var resource = Scope(Variable.Resource);
        TakeSymbol(",");
        Expect(")");
        var conditions = ImmutableArray.CreateBuilder<PolicyCondition>();
        while (IsWord("when") || IsWord("unless"))
        {
            var isUnless = Take().Text == "unless";
            Expect("{");
            conditions.Add(new(isUnless, Expression()));
            Expect("}");
        }
        if (conditions.Count > MaximumDepth) Fail("the policy has too many conditions");
        Expect(";");
        return new Policy
        {
            Id = $"policy{number}",
            Effect = effect,
            Annotations = annotations,
            Principal = principal,
            Action = action,
            IsActionList = isList,
            Resource = resource,
            Conditions = conditions.ToImmutable(),
        };
    }

    private ImmutableSortedDictionary<string, string> Annotations()
    {
        var annotations = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        while (TakeSymbol("@"))
        {
            var name = Identifier("the name of an annotation");
            var value = "";
            if (TakeSymbol("("))
            {
                value = Text("the value of the annotation");
                Expect(")");
            }
            if (!annotations.TryAdd(name, value)) Fail($"the annotation @{name} stands twice");
        }
        return annotations.ToImmutable();
    }

    private ScopeConstraint Scope(Variable variable)
    {
        ExpectWord(ExprPrinter.Name(variable));
        if (TakeSymbol("==")) return Target(ScopeKind.Equal, type: null, variable);
        if (TakeWord("in")) return Target(ScopeKind.In, type: null, variable);
        if (!TakeWord("is")) return ScopeConstraint.Any;
        var type = Path("an entity type");
        return TakeWord("in") ? Target(ScopeKind.IsIn, type, variable) : new(ScopeKind.Is, [], type);
    }

    private ScopeConstraint Target(ScopeKind kind, string? type, Variable variable)
    {
        if (Current.Kind != TokenKind.Slot) return new(kind, [Entity()], type);
        if (Current.Text != $"?{ExprPrinter.Name(variable)}") Fail($"only the slot ?{ExprPrinter.Name(variable)} may stand here");
        Take();
        return new(kind, [], type, IsSlot: true);
    }

    private (ScopeConstraint Constraint, bool IsList) ActionScope()
    {
        ExpectWord("action");
        if (TakeSymbol("==")) return (new(ScopeKind.Equal, [ActionEntity()]), false);
        if (!TakeWord("in")) return (ScopeConstraint.Any, false);
        if (!TakeSymbol("[")) return (new(ScopeKind.In, [ActionEntity()]), false);
        var entities = ImmutableArray.CreateBuilder<EntityUid>();
        List("]", () => entities.Add(ActionEntity()));
        return (new(ScopeKind.In, entities.ToImmutable()), true);
    }

    private EntityUid ActionEntity()
    {
        var offset = Current.Offset;
        var entity = Entity();
        if (!entity.IsAction) Fail("an action is expected here", offset);
        return entity;
    }

    private EntityUid Entity()
    {
        var type = Path("an entity");
        Expect("::");
        return new(type, Text("the id of the entity"));
    }
}
