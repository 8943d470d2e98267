using System.Text.Json.Nodes;

namespace Carelake.Tests.Access.Cedar;

/// <summary>
/// Makes policies, entities and requests over a small world, from a seed. Most expressions fit their types, so that they go deep; some do not, so that
/// errors are met; values are few, so that comparisons come out either way.
/// </summary>
internal sealed class CedarGenerator(int seed)
{
    public const string Schema = """
        type Badge = { level: Long, "until"?: datetime };
        entity Team in [Team] = { size: Long };
        entity User in [Team] = { name: String, age: Long, teams: Set<Team>, boss?: User, limit: decimal, home: ipaddr, badge: Badge, since: datetime } tags String;
        entity Album in [Album] = { owner: User, isPrivate: Bool };
        entity Photo in [Album] = { owner: User, isPrivate: Bool, labels: Set<String>, kept?: duration, size: Long } tags Long;
        entity Colour enum ["red", "blue"];
        action all;
        action look in [all];
        action view, edit in [look] appliesTo { principal: [User], resource: [Photo, Album], context: { at: datetime, from: ipaddr, isStrong?: Bool, score: Long } };
        action join appliesTo { principal: [User, Team], resource: [Team], context: { score: Long } };
        """;

    private static readonly string[] Texts = ["", "a", "ab", "abc*", "b", "Zoë", "a\\nb"];
    private static readonly string[] Decimals = ["0.0", "1.5", "-1.5000", "922337203685477.5807", "1.23456", "x", "12.34"];
    private static readonly string[] Addresses = ["10.0.0.1", "10.0.0.0/8", "127.0.0.1", "::1", "ff00::/8", "2001:db8::1", "10.0.0.256", "224.0.0.1", "0.0.0.0/0"];
    private static readonly string[] Datetimes =
        ["1970-01-01", "2024-02-29", "2023-02-29", "2024-10-15T11:35:00Z", "2024-10-15T11:35:00.123+0530", "1969-12-31T23:59:59.999Z", "0000-01-01", "9999-12-31T23:59:59-2359"];
    private static readonly string[] Durations = ["0ms", "1d", "-1d2h3m4s5ms", "2h30m", "1h1d", "9223372036854775807ms", "-9223372036854775808ms", "", "90m"];
    private static readonly string[] Numbers = ["0", "1", "2", "-1", "18", "9223372036854775807", "-9223372036854775808"];
    private readonly Random _random = new(seed);

    public string Policies(int count) => string.Join("\n", Enumerable.Range(0, count).Select(_ => Policy()));

    public string Policy()
    {
        var condition = _random.Next(5) == 0 ? "" : $" {(_random.Next(4) == 0 ? "unless" : "when")} {{ {Bool(_random.Next(1, 5))} }}";
        if (_random.Next(6) == 0) condition += $" when {{ {Bool(2)} }}";
        return $"{Pick("permit", "permit", "permit", "permit", "forbid")}({Scope("principal", User, Team)}, {ActionScope()}, {Scope("resource", Photo, Album)}){condition};";
    }

    public JsonArray Entities()
    {
        var entities = new JsonArray();
        for (var number = 0; number < 4; number++)
            if (_random.Next(8) > 0) entities.Add(Entity("Team", $"t{number}", new() { ["size"] = _random.Next(4) }, Parents("Team", "t", number)));
        for (var number = 0; number < 4; number++)
        {
            if (_random.Next(8) > 0) entities.Add(Entity("User", $"u{number}", UserAttributes(), Parents("Team", "t", 4), Tags(() => Pick(Texts[..5]))));
            if (_random.Next(8) > 0) entities.Add(Entity("Album", $"a{number}", new() { ["owner"] = Reference("User", "u"), ["isPrivate"] = Coin() }, Parents("Album", "a", number)));
            if (_random.Next(8) > 0) entities.Add(Entity("Photo", $"p{number}", PhotoAttributes(), Parents("Album", "a", 4), Tags(() => _random.Next(3))));
        }
        foreach (var action in new[] { "view", "edit" }) entities.Add(Entity("Action", action, [], [Uid("Action", "look"), Uid("Action", "all")]));
        entities.Add(Entity("Action", "look", [], [Uid("Action", "all")]));
        return entities;
    }

    public JsonObject Request()
    {
        var isJoin = _random.Next(5) == 0;
        var context = new JsonObject { ["score"] = _random.Next(3) };
        if (_random.Next(6) > 0) context["at"] = Extension("datetime", Valid(Datetimes, 2));
        if (_random.Next(6) > 0) context["from"] = Extension("ip", Valid(Addresses, 6));
        if (Coin()) context["isStrong"] = Coin();
        return new()
        {
            ["principal"] = isJoin && Coin() ? Uid("Team", $"t{_random.Next(4)}") : Uid("User", $"u{_random.Next(4)}"),
            ["action"] = Uid("Action", isJoin ? "join" : Pick("view", "edit")),
            ["resource"] = isJoin ? Uid("Team", $"t{_random.Next(4)}") : Coin() ? Uid("Photo", $"p{_random.Next(4)}") : Uid("Album", $"a{_random.Next(4)}"),
            ["context"] = context,
        };
    }

    private JsonObject UserAttributes()
    {
        var attributes = new JsonObject
        {
            ["name"] = Pick("a", "ab", "Zoë", ""),
            ["age"] = _random.Next(3) == 0 ? 18 : _random.Next(3),
            ["teams"] = new JsonArray([.. Enumerable.Range(0, _random.Next(3)).Select(_ => Reference("Team", "t"))]),
            ["limit"] = Extension("decimal", Valid(Decimals, 4, 5)),
            ["home"] = Extension("ip", Valid(Addresses, 6)),
            ["since"] = Extension("datetime", Valid(Datetimes, 2)),
            ["badge"] = new JsonObject { ["level"] = _random.Next(3) },
        };
        if (Coin()) attributes["boss"] = Reference("User", "u");
        if (Coin()) attributes["badge"]!["until"] = Extension("datetime", Valid(Datetimes, 2));
        return attributes;
    }

    private JsonObject PhotoAttributes()
    {
        var attributes = new JsonObject
        {
            ["owner"] = Reference("User", "u"),
            ["isPrivate"] = Coin(),
            ["labels"] = new JsonArray([.. Enumerable.Range(0, _random.Next(3)).Select(_ => (JsonNode)Pick("a", "ab", "b"))]),
            ["size"] = _random.Next(3),
        };
        if (Coin()) attributes["kept"] = Extension("duration", Valid(Durations, 4, 7));
        return attributes;
    }

    private string Valid(string[] all, params int[] wrong)
    {
        int index;
        do index = _random.Next(all.Length); while (wrong.Contains(index));
        return all[index];
    }

    private JsonObject Tags(Func<JsonNode> value)
    {
        var tags = new JsonObject();
        foreach (var name in new[] { "a", "ab", "" })
            if (Coin()) tags[name] = value();
        return tags;
    }

    private JsonArray Parents(string type, string prefix, int below) =>
        new([.. Enumerable.Range(0, below).Where(_ => _random.Next(3) == 0).Select(number => Uid(type, $"{prefix}{number}"))]);

    private static JsonObject Entity(string type, string id, JsonObject attributes, JsonArray parents, JsonObject? tags = null) =>
        new() { ["uid"] = Uid(type, id), ["attrs"] = attributes, ["parents"] = parents, ["tags"] = tags ?? [] };

    private static JsonObject Uid(string type, string id) => new() { ["type"] = type, ["id"] = id };

    private JsonObject Reference(string type, string prefix) => new() { ["__entity"] = Uid(type, $"{prefix}{_random.Next(5)}") };

    private static JsonObject Extension(string function, string argument) => new() { ["__extn"] = new JsonObject { ["fn"] = function, ["arg"] = argument } };

    private string Scope(string variable, Func<string> first, Func<string> second) => _random.Next(10) switch
    {
        0 => $"{variable} == {first()}",
        1 => $"{variable} in {second()}",
        2 => $"{variable} is {first().Split("::")[0]}",
        3 => $"{variable} is {first().Split("::")[0]} in {second()}",
        _ => variable,
    };

    private string ActionScope() => _random.Next(5) switch
    {
        0 => $"action == {Action()}",
        1 => $"action in {Action()}",
        2 => $"action in [{Action()}, {Action()}]",
        _ => "action",
    };

    private string Bool(int depth)
    {
        if (depth <= 0) return Pick("true", "false", "context.isStrong", "resource.isPrivate", "resource.isPrivate", "context has isStrong");
        // Now and then an expression of another type stands where a boolean should.
        if (_random.Next(60) == 0) return Any(depth - 1);
        return _random.Next(22) switch
        {
            0 or 1 => $"({Bool(depth - 1)} && {Bool(depth - 1)})",
            2 or 3 => $"({Bool(depth - 1)} || {Bool(depth - 1)})",
            4 => $"!({Bool(depth - 1)})",
            5 => $"(if {Bool(depth - 1)} then {Bool(depth - 1)} else {Bool(depth - 1)})",
            6 => $"({Long(depth - 1)} {Pick("==", "!=", "<", "<=", ">", ">=")} {Long(depth - 1)})",
            7 => $"({Text(depth - 1)} {Pick("==", "!=")} {Text(depth - 1)})",
            8 => $"({Text(depth - 1)} like \"{Pick("*", "a*", "*b*", "ab", "a\\**", "", "*\\u{eb}")}\")",
            9 => $"({Entity(depth - 1)} in {Entity(depth - 1)})",
            10 => $"({Entity(depth - 1)} in [{Entity(depth - 1)}, {Entity(depth - 1)}])",
            11 => $"({Entity(depth - 1)} {Pick("==", "!=")} {Entity(depth - 1)})",
            12 => $"({Entity(depth - 1)} is {Pick("User", "Team", "Photo", "Album")}{(_random.Next(3) == 0 ? $" in {Entity(0)}" : "")})",
            13 => Guarded(depth),
            14 => $"{Set(depth - 1)}.{Pick("containsAll", "containsAny")}({Set(depth - 1)})",
            15 => Pick($"{Set(depth - 1)}.isEmpty()", $"principal.teams.contains({Team()})", $"resource.labels.contains({Text(depth - 1)})"),
            16 => $"{Decimal()}.{Pick("lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual")}({Decimal()})",
            17 => Pick($"{Ip()}.isInRange({Ip()})", $"{Ip()}.{Pick("isIpv4", "isIpv6", "isLoopback", "isMulticast")}()"),
            18 => $"({Datetime(depth - 1)} {Pick("<", "<=", ">", ">=", "==")} {Datetime(depth - 1)})",
            19 => $"({Duration(depth - 1)} {Pick("<", "<=", ">", ">=", "==")} {Duration(depth - 1)})",
            20 => $"({Record(depth - 1)} == {Record(depth - 1)})",
            _ => $"({Entity(0)} has {Pick("boss", "name", "kept", "owner", "badge.until", "\"a b\"")})",
        };
    }

    private string Guarded(int depth) => _random.Next(5) switch
    {
        0 => $"(principal has boss && principal.boss.age {Pick("<", ">=")} {Long(0)})",
        1 => $"(resource has kept && resource.kept > {Duration(depth - 1)})",
        2 => $"(principal.hasTag({Text(0)}) && principal.getTag({Text(0)}) == {Text(0)})",
        3 => $"(context has isStrong && context.isStrong)",
        _ => $"(principal.badge has until && principal.badge.until < {Datetime(depth - 1)})",
    };

    private string Any(int depth) => _random.Next(5) switch
    {
        0 => Long(depth),
        1 => Text(depth),
        2 => Entity(depth),
        3 => Set(depth),
        _ => Record(depth),
    };

    private string Long(int depth)
    {
        if (depth <= 0) return Pick([.. Numbers.Select(number => number.StartsWith('-') ? $"({number})" : number), "context.score", "principal.age", "resource.size", "principal.badge.level"]);
        return _random.Next(6) switch
        {
            0 => $"({Long(depth - 1)} {Pick("+", "-", "*")} {Long(depth - 1)})",
            1 => $"(-{Long(depth - 1)})",
            2 => $"{Duration(depth - 1)}.{Pick("toMilliseconds", "toSeconds", "toMinutes", "toHours", "toDays")}()",
            3 => $"(if {Bool(depth - 1)} then {Long(depth - 1)} else {Long(depth - 1)})",
            4 => "resource.getTag(\"a\")",
            _ => Long(0),
        };
    }

    private string Text(int depth) => depth > 0 && _random.Next(4) == 0
        ? $"(if {Bool(depth - 1)} then {Text(depth - 1)} else {Text(depth - 1)})"
        : Pick([.. Texts.Select(text => $"\"{text}\""), "principal.name", "principal[\"name\"]", "resource.owner.name", "principal.getTag(\"a\")"]);

    private string Entity(int depth) => depth > 0 && _random.Next(5) == 0
        ? $"(if {Bool(depth - 1)} then {Entity(depth - 1)} else {Entity(depth - 1)})"
        : _random.Next(9) switch
        {
            0 or 1 => "principal",
            2 or 3 => "resource",
            4 => "resource.owner",
            5 => "principal.boss",
            6 => "action",
            7 => Pick(User(), Team(), Action()),
            _ => Pick(Photo(), Album()),
        };

    private string Set(int depth) => _random.Next(5) switch
    {
        0 => "principal.teams",
        1 => "resource.labels",
        2 => $"[{Text(depth)}, {Text(depth)}]",
        3 => $"[{Entity(depth)}]",
        _ => $"[{Long(depth)}, {Long(0)}, {Long(0)}]",
    };

    private string Record(int depth) => _random.Next(4) == 0 ? "principal.badge" : $"{{level: {Long(depth)}{(_random.Next(4) == 0 ? ", \"until\": " + Datetime(0) : "")}}}";

    private string Decimal() => _random.Next(3) == 0 ? "principal.limit" : $"decimal(\"{Pick(Decimals)}\")";

    private string Ip() => _random.Next(3) switch
    {
        0 => "context.from",
        1 => "principal.home",
        _ => $"ip(\"{Pick(Addresses)}\")",
    };

    private string Datetime(int depth) => _random.Next(6) switch
    {
        0 => "context.at",
        1 => "principal.since",
        2 when depth > 0 => $"{Datetime(depth - 1)}.offset({Duration(depth - 1)})",
        3 when depth > 0 => $"{Datetime(depth - 1)}.toDate()",
        _ => $"datetime(\"{Pick(Datetimes)}\")",
    };

    private string Duration(int depth) => _random.Next(5) switch
    {
        0 => "resource.kept",
        1 when depth > 0 => $"{Datetime(depth - 1)}.durationSince({Datetime(depth - 1)})",
        2 when depth > 0 => $"{Datetime(depth - 1)}.toTime()",
        _ => $"duration(\"{Pick(Durations)}\")",
    };

    private string User() => $"User::\"u{_random.Next(4)}\"";

    private string Team() => $"Team::\"t{_random.Next(4)}\"";

    private string Photo() => $"Photo::\"p{_random.Next(4)}\"";

    private string Album() => $"Album::\"a{_random.Next(4)}\"";

    private string Action() => $"Action::\"{Pick("view", "edit", "look", "all", "join")}\"";

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private bool Coin() => _random.Next(2) == 0;
}
