namespace Carelake.X12;

/// <summary>
/// Runs a guide's rules over a transaction set. A rule is looked at once its loop ends: by then its conditions and what it needs were seen
/// or not, and a bit for each says which. Segments that no rule names cost one look into a table.
/// </summary>
internal sealed class X12RuleChecks
{
    private readonly X12Teller _teller;
    private readonly Scope[] _scopes;
    private readonly Hook[]?[] _hooks;
    private readonly uint[] _seen;
    private readonly X12Spot[] _spots;
    private int _deepestOpen = -1;

    private X12RuleChecks(X12Teller teller, Scope[] scopes, Hook[]?[] hooks, int ruleCount)
    {
        _teller = teller;
        _scopes = scopes;
        _hooks = hooks;
        _seen = new uint[ruleCount];
        _spots = new X12Spot[ruleCount];
    }

    /// <summary>A rule in one loop of the guide; rules of one loop id are looked at in each loop that has it.</summary>
    private sealed record Bound(int Index, X12Rule Rule, uint Wanted, uint Then);

    private sealed class Scope(X12GuideLoop loop, Bound[] rules)
    {
        public X12GuideLoop Loop => loop;
        public Bound[] Rules => rules;
        public bool IsOpen { get; set; }
        public X12Spot Start { get; set; }
    }

    private sealed record Hook(Bound Bound, X12RuleTest Test, uint Bit, bool IsCondition);

    /// <summary>The rules of a guide; null when it has none.</summary>
    public static X12RuleChecks? For(X12Guide guide, IEnumerable<X12Rule> rules, X12Teller teller)
    {
        var scopes = new List<Scope>();
        var hooks = new List<Hook>?[guide.Segments.Length];
        var count = 0;
        var applicable = rules.Where(rule => rule.AppliesTo(guide) && teller.Wants(rule.Level)).ToList();
        foreach (var loop in guide.Loops)
        {
            var bound = new List<Bound>();
            foreach (var rule in applicable.Where(rule => rule.Loop == loop.Id))
            {
                var then = 1U << rule.When.Count;
                var one = new Bound(count++, rule, then - 1, then);
                bound.Add(one);
                foreach (var segment in guide.Segments.Where(segment => IsWithin(segment.Loop!, loop)))
                {
                    for (var number = 0; number < rule.When.Count; number++)
                        if (IsMeant(rule.When[number], segment, loop))
                            (hooks[segment.State] ??= []).Add(new(one, rule.When[number], 1U << number, IsCondition: true));
                    if (IsMeant(rule.Then, segment, loop))
                        (hooks[segment.State] ??= []).Add(new(one, rule.Then, then, IsCondition: false));
                }
            }
            if (bound.Count > 0) scopes.Add(new(loop, [.. bound]));
        }
        return scopes.Count == 0 ? null : new(teller, [.. scopes], [.. hooks.Select(list => list?.ToArray())], count);
    }

    public void Begin()
    {
        _deepestOpen = -1;
        foreach (var scope in _scopes)
        {
            // The transaction set itself begins with ST, which no route leads to.
            scope.IsOpen = scope.Loop.Depth == 0;
            if (!scope.IsOpen) continue;
            scope.Start = new(scope.Loop.Trigger, ByteOffset: 0, SegmentNumber: 0, Position: 1);
            Forget(scope);
        }
    }

    public void Take(in X12Segment segment, X12Route route, int position)
    {
        if (route.Level.Depth < _deepestOpen) Close(route.Level.Depth);
        if (route.Opened is { } opened) Open(segment, route, opened, position);
        if (_hooks[route.Target.State] is not { } hooks) return;
        foreach (var hook in hooks)
        {
            if (!hook.Test.Holds(segment)) continue;
            _seen[hook.Bound.Index] |= hook.Bit;
            if (hook.IsCondition) _spots[hook.Bound.Index] = X12Spot.Of(segment, route.Target, position);
        }
    }

    public void End() => Close(depth: -1);

    private void Open(in X12Segment segment, X12Route route, X12GuideLoop opened, int position)
    {
        foreach (var scope in _scopes)
        {
            if (scope.Loop != opened) continue;
            scope.IsOpen = true;
            scope.Start = X12Spot.Of(segment, route.Target, position);
            _deepestOpen = Math.Max(_deepestOpen, opened.Depth);
            Forget(scope);
        }
    }

    private void Forget(Scope scope)
    {
        foreach (var bound in scope.Rules)
        {
            _seen[bound.Index] = 0;
            _spots[bound.Index] = scope.Start;
        }
    }

    private void Close(int depth)
    {
        _deepestOpen = -1;
        foreach (var scope in _scopes)
        {
            if (!scope.IsOpen) continue;
            if (scope.Loop.Depth <= depth)
            {
                _deepestOpen = Math.Max(_deepestOpen, scope.Loop.Depth);
                continue;
            }
            scope.IsOpen = false;
            foreach (var bound in scope.Rules)
                Judge(bound);
        }
    }

    private void Judge(Bound bound)
    {
        var seen = _seen[bound.Index];
        var hasThen = (seen & bound.Then) != 0;
        if ((seen & bound.Wanted) != bound.Wanted || hasThen == !bound.Rule.Forbids) return;
        var element = bound.Rule.When.Count > 0 ? bound.Rule.When[^1].Reference.Element : 0;
        var code = bound.Rule.Level switch
        {
            SnipLevel.Situational => "X12-0104",
            SnipLevel.Product => "X12-0130",
            _ => "X12-0140",
        };
        _teller.Tell(
            _spots[bound.Index].Place(element), code, bound.Rule.Level, new(X12ErrorLevel.Business, bound.Rule.Id), $"Loop {bound.Rule.Loop}: {bound.Rule.Message}");
    }

    // The loop's own segments are meant where it has such; those of the loops within only otherwise.
    private static bool IsMeant(X12RuleTest test, X12GuideSegment segment, X12GuideLoop loop) =>
        test.Reference.Segment == segment.Id
        && (segment.Loop == loop || !loop.PartList.OfType<X12GuideSegment>().Any(own => own.Id == segment.Id));

    private static bool IsWithin(X12GuideLoop loop, X12GuideLoop outer)
    {
        for (X12GuideLoop? at = loop; at is not null; at = at.Loop)
            if (at == outer)
                return true;
        return false;
    }
}
