using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Carelake.Access.Cedar;

namespace Carelake.AccessBench;

/// <summary>How long decisions took, each timed by itself.</summary>
/// <param name="MedianNanoseconds">Half of the decisions took no longer.</param>
/// <param name="P99Nanoseconds">99 of 100 took no longer.</param>
/// <param name="BytesADecision">Managed memory allocated for each.</param>
/// <param name="Allowed">Decisions of one round that allowed, for comparison with the peer.</param>
/// <param name="Requests">Requests of a round.</param>
internal sealed record CedarFigures(double MedianNanoseconds, double P99Nanoseconds, double BytesADecision, int Allowed, int Requests);

/// <summary>
/// A hospital group of documents in folders and users in teams: policies for single users, for teams over folders, with conditions over attributes and
/// context, and a few that forbid. Users are in three teams, documents below two folders, so a request meets a handful of policies however many there are.
/// </summary>
internal static class CedarWork
{
    private const int Requests = 1_000;
    private const int Rounds = 400;

    public static CedarFigures Measure(int policyCount, string folder)
    {
        var (policyText, entityJson, requestJson) = (Policies(policyCount), Entities(), RequestsOf());
        // The peer reads the same.
        File.WriteAllText(Path.Combine(folder, "policies.cedar"), policyText);
        File.WriteAllText(Path.Combine(folder, "requests.json"), new JsonArray([.. requestJson.Select(request => Slice(request, entityJson))]).ToJsonString());
        var policies = PolicySet.Parse(policyText).Value;
        var entities = EntityStore.ParseJson(new JsonArray([.. entityJson.Values.Select(entity => entity.DeepClone())]).ToJsonString(), null).Value;
        var requests = requestJson.Select(request => new AuthorizationRequest(
            new("User", request.User), new("Action", request.Action), new("Document", request.Document), new CedarRecord([new("hour", CedarValue.Of(request.Hour))]))).ToArray();
        var buffer = new DecisionBuffer();
        var allowed = 0;
        for (var round = 0; round < 100; round++) allowed = Round(policies, entities, requests, buffer, null);
        var ticks = new long[Requests * Rounds];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++) Round(policies, entities, requests, buffer, ticks.AsMemory(round * Requests, Requests));
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Array.Sort(ticks);
        return new(Nanoseconds(ticks[ticks.Length / 2]), Nanoseconds(ticks[ticks.Length * 99 / 100]), (double)bytes / ticks.Length, allowed, Requests);
    }

    private static int Round(PolicySet policies, EntityStore entities, AuthorizationRequest[] requests, DecisionBuffer buffer, Memory<long>? ticks)
    {
        var allowed = 0;
        for (var index = 0; index < requests.Length; index++)
        {
            var start = Stopwatch.GetTimestamp();
            if (policies.Decide(requests[index], entities, buffer)) allowed++;
            if (ticks is { } room) room.Span[index] = Stopwatch.GetTimestamp() - start;
        }
        return allowed;
    }

    private static double Nanoseconds(long ticks) => ticks * 1e9 / Stopwatch.Frequency;

    private static string Policies(int count)
    {
        var text = new StringBuilder();
        for (var number = 0; number < count; number++)
        {
            var action = $"Action::\"{(number % 3 == 0 ? "view" : number % 3 == 1 ? "edit" : "share")}\"";
            text.AppendLine((number % 10) switch
            {
                0 => $"permit(principal == User::\"u{number}\", action == {action}, resource in Folder::\"f{number % 997}\");",
                1 when number < 50 => $"forbid(principal, action == {action}, resource) when {{ resource.isSealed && principal.level < {number % 5} }};",
                < 6 => $"permit(principal in Team::\"t{number % 499}\", action in [{action}, Action::\"view\"], resource in Folder::\"f{number * 7 % 997}\") when {{ principal.level >= {number % 5} && context.hour < 20 }};",
                _ => $"permit(principal in Team::\"t{number * 3 % 499}\", action == {action}, resource is Document in Folder::\"f{number % 997}\") when {{ resource.owner == principal || resource.labels.contains(\"l{number % 7}\") }};",
            });
        }
        return text.ToString();
    }

    private static Dictionary<string, JsonObject> Entities()
    {
        var entities = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        for (var number = 0; number < 499; number++) Add("Team", $"t{number}", [], []);
        for (var number = 0; number < 997; number++) Add("Folder", $"f{number}", [], number == 0 ? [] : [Uid("Folder", $"f{number / 10}")]);
        for (var number = 0; number < 5_000; number++)
        {
            Add("User", $"u{number}", new() { ["level"] = number % 5 }, [.. new[] { number, number * 7, number * 13 }.Select(team => Uid("Team", $"t{team % 499}"))]);
            Add("Document", $"d{number}", new() { ["isSealed"] = number % 20 == 0, ["owner"] = new JsonObject { ["__entity"] = Uid("User", $"u{number}") }, ["labels"] = new JsonArray($"l{number % 7}", $"l{number % 5}") },
                [Uid("Folder", $"f{number % 997}")]);
        }
        return entities;

        void Add(string type, string id, JsonObject attributes, JsonArray parents) =>
            entities[$"{type}/{id}"] = new JsonObject { ["uid"] = Uid(type, id), ["attrs"] = attributes, ["parents"] = parents };
    }

    private static List<(string User, string Action, string Document, long Hour)> RequestsOf()
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, Requests).Select(_ => ($"u{random.Next(5_000)}", random.Next(3) switch { 0 => "view", 1 => "edit", _ => "share" }, $"d{random.Next(5_000)}", (long)random.Next(24)))];
    }

    // The peer is given just what a request needs, as its users do.
    private static JsonObject Slice((string User, string Action, string Document, long Hour) request, Dictionary<string, JsonObject> entities)
    {
        var slice = new JsonArray();
        var open = new Stack<string>([$"User/{request.User}", $"Document/{request.Document}"]);
        while (open.TryPop(out var name))
        {
            slice.Add(entities[name].DeepClone());
            foreach (var parent in entities[name]["parents"]!.AsArray()) open.Push($"{parent!["type"]}/{parent["id"]}");
        }
        return new()
        {
            ["principal"] = Uid("User", request.User),
            ["action"] = Uid("Action", request.Action),
            ["resource"] = Uid("Document", request.Document),
            ["context"] = new JsonObject { ["hour"] = request.Hour },
            ["entities"] = slice,
        };
    }

    private static JsonObject Uid(string type, string id) => new() { ["type"] = type, ["id"] = id };
}
