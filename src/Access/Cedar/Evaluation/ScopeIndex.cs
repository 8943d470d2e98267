namespace Carelake.Access.Cedar;

/// <summary>
/// Policies by what their scopes ask of principal, action and resource, one level for each: only those whose whole scope fits are met, so that the time of
/// a decision follows the policies that apply and not all there are.
/// </summary>
internal sealed class ScopeIndex
{
    private readonly Level<Level<Level<List<Policy>>>> _principals = new();

    public void Add(Policy policy)
    {
        var actions = _principals.For(policy.Principal, default);
        var count = policy.Action.Entities.Length;
        for (var number = 0; number < Math.Max(count, 1); number++)
        {
            // A list without members fits no action.
            if (policy.IsActionList && count == 0) continue;
            actions.For(policy.Action, count == 0 ? null : policy.Action.Entities[number]).For(policy.Resource, null).Add(policy);
        }
    }

    /// <summary>Decides every policy whose scope fits.</summary>
    public void Visit(DecisionBuffer buffer)
    {
        var frame = buffer.Frame;
        var principals = _principals.Match(frame.Principal, frame.PrincipalEntity);
        while (principals.Next() is { } actionLevel)
        {
            var actions = actionLevel.Match(frame.Action, frame.ActionEntity);
            while (actions.Next() is { } resourceLevel)
            {
                var resources = resourceLevel.Match(frame.Resource, frame.ResourceEntity);
                while (resources.Next() is { } policies)
                    foreach (var policy in policies) PolicySet.Decide(policy, buffer);
            }
        }
    }

    private sealed class TypeComparer : IEqualityComparer<string>
    {
        public static readonly TypeComparer Instance = new();

        public bool Equals(string? x, string? y) => x == y;

        // Types of one schema differ in length or at the end.
        public int GetHashCode(string obj) => obj.Length == 0 ? 0 : (obj.Length * 31) + obj[^1] + (obj[obj.Length / 2] << 8);
    }

    private sealed class Level<T>
        where T : class, new()
    {
        private readonly Dictionary<string, T> _types = new(TypeComparer.Instance);
        private readonly Dictionary<EntityUid, T> _equal = [];
        private readonly Dictionary<EntityUid, T> _within = [];
        private T? _any;

        public T For(ScopeConstraint constraint, EntityUid? entity) => constraint.Kind switch
        {
            ScopeKind.Any => _any ??= new(),
            ScopeKind.Is => Get(_types, constraint.Type!),
            ScopeKind.Equal => Get(_equal, entity ?? constraint.Entities[0]),
            _ => Get(_within, entity ?? constraint.Entities[0]),
        };

        public Matches Match(EntityUid uid, Entity? entity) => new(this, uid, entity);

        private static T Get<TKey>(Dictionary<TKey, T> table, TKey key)
            where TKey : notnull
        {
            if (!table.TryGetValue(key, out var value)) table.Add(key, value = new());
            return value;
        }

        /// <summary>Walks over what fits an entity: any, its type, itself, below itself, below each of its ancestors.</summary>
        public struct Matches(Level<T> level, EntityUid uid, Entity? entity)
        {
            private int _step;

            public T? Next()
            {
                while (true)
                {
                    var step = _step++;
                    T? found = null;
                    switch (step)
                    {
                        case 0:
                            found = level._any;
                            break;
                        case 1:
                            if (level._types.Count > 0) level._types.TryGetValue(uid.Type, out found);
                            break;
                        case 2:
                            if (level._equal.Count > 0) level._equal.TryGetValue(uid, out found);
                            break;
                        case 3:
                            if (level._within.Count == 0) _step = int.MaxValue;
                            else level._within.TryGetValue(uid, out found);
                            break;
                        default:
                            if (entity is null || step < 0 || step - 4 >= entity.Ancestors.Length)
                            {
                                _step = int.MaxValue;
                                return null;
                            }
                            level._within.TryGetValue(entity.Ancestors[step - 4], out found);
                            break;
                    }
                    if (found is not null) return found;
                }
            }
        }
    }
}
