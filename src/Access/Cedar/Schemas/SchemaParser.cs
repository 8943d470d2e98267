using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Access.Cedar;

/// <summary>Reads schemas in Cedar's own syntax (Cedar 4, "Cedar schema syntax").</summary>
internal sealed class SchemaParser : TokenReader
{
    private const int MaximumDepth = 100;
    private readonly ImmutableArray<EntityDeclaration>.Builder _entities = ImmutableArray.CreateBuilder<EntityDeclaration>();
    private readonly ImmutableArray<ActionDeclaration>.Builder _actions = ImmutableArray.CreateBuilder<ActionDeclaration>();
    private readonly ImmutableArray<CommonTypeDeclaration>.Builder _commonTypes = ImmutableArray.CreateBuilder<CommonTypeDeclaration>();
    private int _nesting;

    private SchemaParser(string source, string place)
        : base(source, "ACC-0102", place)
    {
    }

    /// <summary>What a schema declares.</summary>
    public static Parsed<SchemaDeclarations> Parse(string source, string place)
    {
        var parser = new SchemaParser(source, place);
        while (!parser.IsAtEnd) parser.Namespace();
        return new(new(parser._entities.ToImmutable(), parser._actions.ToImmutable(), parser._commonTypes.ToImmutable()), parser.Issues);
    }

    private void Namespace()
    {
        Annotations();
        if (!TakeWord("namespace"))
        {
            Declaration("");
            return;
        }
        var name = Path("a namespace");
        Expect("{");
        while (!IsSymbol("}") && Problem is null)
        {
            Annotations();
            Declaration(name);
        }
        Expect("}");
    }

    private void Declaration(string space)
    {
        if (TakeWord("entity")) Entity(space);
        else if (TakeWord("action")) Action(space);
        else if (TakeWord("type")) CommonType(space);
        else Fail("'entity', 'action', 'type' or 'namespace' is expected here");
    }

    private void Annotations()
    {
        while (TakeSymbol("@"))
        {
            Identifier("the name of an annotation");
            if (!TakeSymbol("(")) continue;
            Text("the value of the annotation");
            Expect(")");
        }
    }

    private void Entity(string space)
    {
        var names = new List<string>();
        do names.Add(Identifier("the name of an entity type")); while (TakeSymbol(","));
        ImmutableArray<string> memberOf = [];
        ImmutableArray<string>? ids = null;
        TypeDeclaration? shape = null, tags = null;
        if (TakeWord("enum"))
        {
            Expect("[");
            ids = Texts("]");
        }
        else
        {
            if (TakeWord("in")) memberOf = Paths();
            if (TakeSymbol("=") || IsSymbol("{")) shape = Type();
            if (TakeWord("tags")) tags = Type();
        }
        Expect(";");
        foreach (var name in names) _entities.Add(new(space, name, memberOf, shape, tags, ids));
    }

    private void Action(string space)
    {
        var names = new List<string>();
        do names.Add(Name("the name of an action")); while (TakeSymbol(","));
        var memberOf = ImmutableArray.CreateBuilder<(string?, string)>();
        if (TakeWord("in"))
        {
            if (TakeSymbol("[")) List("]", () => memberOf.Add(ActionReference()));
            else memberOf.Add(ActionReference());
        }
        ImmutableArray<string> principals = [], resources = [];
        TypeDeclaration? context = null;
        if (TakeWord("appliesTo"))
        {
            Expect("{");
            List("}", () =>
            {
                var part = Identifier("'principal', 'resource' or 'context'");
                Expect(":");
                if (part == "principal") principals = Paths();
                else if (part == "resource") resources = Paths();
                else if (part == "context") context = Type();
                else Fail("'principal', 'resource' or 'context' is expected here");
            });
        }
        // Attributes of actions were in the syntax once and never had a meaning.
        Expect(";");
        foreach (var name in names) _actions.Add(new(space, name, memberOf.ToImmutable(), principals, resources, context));
    }

    private (string? Type, string Id) ActionReference()
    {
        if (Current.Kind == TokenKind.String) return (null, Text("an action"));
        var path = Path("an action");
        return TakeSymbol("::") ? (path, Text("an action")) : (null, path);
    }

    private void CommonType(string space)
    {
        var name = Identifier("the name of a type");
        Expect("=");
        var type = Type();
        Expect(";");
        _commonTypes.Add(new(space, name, type));
    }

    private TypeDeclaration Type()
    {
        if (++_nesting > MaximumDepth) Fail("the type is nested too deeply");
        TypeDeclaration type;
        if (IsWord("Set") && Peek(1) is { Kind: TokenKind.Symbol, Text: "<" })
        {
            Take();
            Take();
            type = new SetTypeDeclaration(Type());
            Expect(">");
        }
        else if (TakeSymbol("{"))
        {
            type = Record();
        }
        else
        {
            type = new NamedTypeDeclaration(Path("a type"));
        }
        _nesting--;
        return type;
    }

    private RecordTypeDeclaration Record()
    {
        var attributes = ImmutableArray.CreateBuilder<(string, TypeDeclaration, bool)>();
        List("}", () =>
        {
            Annotations();
            var name = string.Intern(Name("the name of an attribute"));
            var isRequired = !(TakeSymbol("?") || (Current.Kind == TokenKind.Slot && Current.Text == "?" && Take().Text == "?"));
            Expect(":");
            attributes.Add((name, Type(), isRequired));
        });
        return new(attributes.ToImmutable());
    }

    private string Name(string what) => Current.Kind == TokenKind.String ? Text(what) : Identifier(what);

    private ImmutableArray<string> Paths()
    {
        if (!TakeSymbol("[")) return [Path("a type")];
        var paths = ImmutableArray.CreateBuilder<string>();
        List("]", () => paths.Add(Path("a type")));
        return paths.ToImmutable();
    }

    private ImmutableArray<string> Texts(string close)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        List(close, () => texts.Add(Text("an id")));
        return texts.ToImmutable();
    }
}
