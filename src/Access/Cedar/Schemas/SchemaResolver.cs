using System.Collections.Frozen;
using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Access.Cedar;

/// <summary>Looks up the names of a schema: in the own namespace first, then in the outermost, then among what is built in.</summary>
internal sealed class SchemaResolver
{
    private static readonly FrozenDictionary<string, CedarType> BuiltIn = new Dictionary<string, CedarType>(StringComparer.Ordinal)
    {
        ["Bool"] = CedarType.Bool,
        ["Long"] = CedarType.Long,
        ["String"] = CedarType.String,
        ["decimal"] = CedarType.Decimal,
        ["ipaddr"] = CedarType.Ip,
        ["datetime"] = CedarType.Datetime,
        ["duration"] = CedarType.Duration,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly string _place;
    private readonly SchemaDeclarations _declarations;
    private readonly Dictionary<string, CommonTypeDeclaration> _commonTypes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _entityTypes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CedarType?> _resolved = new(StringComparer.Ordinal);
    private readonly ImmutableArray<Issue>.Builder _issues = ImmutableArray.CreateBuilder<Issue>();

    private SchemaResolver(SchemaDeclarations declarations, string place)
    {
        _declarations = declarations;
        _place = place;
    }

    /// <summary>The schema that declarations make.</summary>
    public static Parsed<CedarSchema> Resolve(SchemaDeclarations declarations, string place)
    {
        var resolver = new SchemaResolver(declarations, place);
        var schema = resolver.Build();
        return new(schema, resolver._issues.ToImmutable());
    }

    public static Issue Problem(string place, string message) => new("ACC-0102", Severity.Error, place, message);

    private CedarSchema Build()
    {
        foreach (var type in _declarations.CommonTypes)
            if (!_commonTypes.TryAdd(Full(type.Namespace, type.Name), type)) Report($"the type {type.Name} is declared twice");
        foreach (var entity in _declarations.Entities)
            if (!_entityTypes.Add(Full(entity.Namespace, entity.Name))) Report($"the entity type {entity.Name} is declared twice");
        foreach (var name in _commonTypes.Keys) Common(name);
        var types = EntityTypes();
        var actions = Actions();
        return new(types, actions);
    }

    private List<EntityTypeSchema> EntityTypes()
    {
        var parents = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var entity in _declarations.Entities)
            parents[Full(entity.Namespace, entity.Name)] = [.. entity.MemberOf.Select(name => EntityName(name, entity.Namespace))];
        var types = new Dictionary<string, EntityTypeSchema>(StringComparer.Ordinal);
        foreach (var entity in _declarations.Entities)
        {
            var name = string.Intern(Full(entity.Namespace, entity.Name));
            types[name] = new(
                name, Closure(name, parents).ToFrozenSet(StringComparer.Ordinal), Record(entity.Shape, entity.Namespace),
                entity.Tags is null ? null : Type(entity.Tags, entity.Namespace), entity.Ids?.ToFrozenSet(StringComparer.Ordinal));
        }
        return [.. types.Values];
    }

    private List<ActionSchema> Actions()
    {
        var parents = new Dictionary<EntityUid, ImmutableArray<EntityUid>>();
        foreach (var action in _declarations.Actions)
            if (!parents.TryAdd(Uid(action), [.. action.MemberOf.Select(parent => Parent(parent, action.Namespace))])) Report($"the action {CedarText.Quote(action.Name)} is declared twice");
        foreach (var parent in parents.Values.SelectMany(list => list).Where(parent => !parents.ContainsKey(parent)).Distinct())
            Report($"the action {parent} is not declared");
        var actions = new List<ActionSchema>();
        foreach (var action in _declarations.Actions)
        {
            var above = Closure(Uid(action), parents);
            if (above.Contains(Uid(action))) Report($"the action {CedarText.Quote(action.Name)} is above itself");
            actions.Add(new(
                Uid(action), parents[Uid(action)], above.ToFrozenSet(),
                [.. action.Principals.Select(name => EntityName(name, action.Namespace)).Distinct()],
                [.. action.Resources.Select(name => EntityName(name, action.Namespace)).Distinct()], Record(action.Context, action.Namespace)));
        }
        return [.. actions.DistinctBy(action => action.Uid)];
    }

    private static EntityUid Uid(ActionDeclaration action) => new(Full(action.Namespace, "Action"), action.Name);

    private static EntityUid Parent((string? Type, string Id) parent, string space) => new(parent.Type ?? Full(space, "Action"), parent.Id);

    private static HashSet<T> Closure<T>(T start, Dictionary<T, ImmutableArray<T>> parents)
        where T : notnull
    {
        var above = new HashSet<T>();
        var open = new Stack<T>([start]);
        while (open.TryPop(out var next))
            foreach (var parent in parents.GetValueOrDefault(next, []))
                if (above.Add(parent)) open.Push(parent);
        return above;
    }

    private RecordType Record(TypeDeclaration? declaration, string space)
    {
        if (declaration is null) return RecordType.Empty;
        if (Type(declaration, space) is RecordType record) return record;
        Report("attributes and contexts are records");
        return RecordType.Empty;
    }

    private CedarType Type(TypeDeclaration declaration, string space) => declaration switch
    {
        KnownTypeDeclaration known => known.Type,
        SetTypeDeclaration set => new SetType(Type(set.Element, space)),
        RecordTypeDeclaration record => RecordOf(record, space),
        NamedTypeDeclaration { IsEntity: true } entity => new EntityReferenceType(EntityName(entity.Name, space)),
        NamedTypeDeclaration named => Named(named.Name, space),
        _ => CedarType.Bool,
    };

    private RecordType RecordOf(RecordTypeDeclaration record, string space)
    {
        var attributes = ImmutableSortedDictionary.CreateBuilder<string, AttributeType>(StringComparer.Ordinal);
        foreach (var (name, type, isRequired) in record.Attributes)
            if (!attributes.TryAdd(name, new(Type(type, space), isRequired))) Report($"the attribute {CedarText.Name(name)} is declared twice");
        return new(attributes.ToImmutable());
    }

    private CedarType Named(string name, string space)
    {
        foreach (var candidate in Candidates(name, space))
        {
            if (_commonTypes.ContainsKey(candidate)) return Common(candidate);
            if (_entityTypes.Contains(candidate)) return new EntityReferenceType(string.Intern(candidate));
        }
        var builtIn = name.StartsWith("__cedar::", StringComparison.Ordinal) ? name["__cedar::".Length..] : name;
        if (BuiltIn.TryGetValue(builtIn, out var type)) return type;
        Report($"the type {name} is not declared");
        return CedarType.Bool;
    }

    // A common type under construction is in the table without a value: meeting it again is a circle.
    private CedarType Common(string name)
    {
        if (_resolved.TryGetValue(name, out var known))
        {
            if (known is null) Report($"the type {name} is made of itself");
            return known ?? CedarType.Bool;
        }
        _resolved[name] = null;
        var declaration = _commonTypes[name];
        var type = Type(declaration.Type, declaration.Namespace);
        _resolved[name] = type;
        return type;
    }

    private string EntityName(string name, string space)
    {
        foreach (var candidate in Candidates(name, space))
            if (_entityTypes.Contains(candidate)) return string.Intern(candidate);
        Report($"the entity type {name} is not declared");
        return name;
    }

    private static IEnumerable<string> Candidates(string name, string space)
    {
        if (space.Length > 0 && !name.Contains("::", StringComparison.Ordinal)) yield return Full(space, name);
        yield return name;
    }

    private static string Full(string space, string name) => space.Length == 0 ? name : $"{space}::{name}";

    private void Report(string message) => _issues.Add(Problem(_place, message));
}
