namespace Carelake.Access.Cedar;

/// <summary>
/// Policies by what their scopes ask: first by principal, and where many share one, by resource too. What is left is sifted by bits of action and resource, so
/// that the time of a decision follows the policies that may apply and not all there are.
/// </summary>
internal sealed class ScopeIndex
{
    private readonly Keys<Bucket> _principals = new();

    public void Add(Policy policy) => _principals.For(policy.Principal).Add(new(BitsOf(policy.Action), BitsOf(policy.Resource), policy));

    /// <summary>Decides every policy whose scope fits.</summary>
    public void Visit(DecisionBuffer buffer)
    {
        var frame = buffer.Frame;
        var actionBits = BitsOf(frame.Action, frame.ActionEntity);
        var resourceBits = BitsOf(frame.Resource, frame.ResourceEntity);
        var buckets = _principals.Match(frame.Principal, frame.PrincipalEntity);
        while (buckets.Next() is { } bucket) bucket.Visit(buffer, actionBits, resourceBits);
    }

    private static ulong Bit(int hash) => 1UL << (hash & 63);

    private static ulong BitsOf(EntityUid uid, Entity? entity)
    {
        var bits = Bit(uid.GetHashCode()) | Bit(TypeComparer.Instance.GetHashCode(uid.Type));
        if (entity is null) return bits;
        foreach (var ancestor in entity.Ancestors) bits |= Bit(ancestor.GetHashCode());
        return bits;
    }

    private static ulong BitsOf(ScopeConstraint constraint) => constraint.Kind switch
    {
        ScopeKind.Any => ulong.MaxValue,
        ScopeKind.Is => Bit(TypeComparer.Instance.GetHashCode(constraint.Type!)),
        _ => constraint.Entities.Aggregate(0UL, (bits, entity) => bits | Bit(entity.GetHashCode())),
    };

    // The bits only sift: this decides.
    private static bool Fits(ScopeConstraint constraint, EntityUid uid, Entity? entity)
    {
        if (constraint.Kind == ScopeKind.Any) return true;
        if (constraint.Type is not null && constraint.Type != uid.Type) return false;
        if (constraint.Kind == ScopeKind.Is) return true;
        foreach (var other in constraint.Entities)
            if (uid.Equals(other) || (constraint.Kind != ScopeKind.Equal && entity is not null && entity.IsBelow(other))) return true;
        return false;
    }

    private readonly record struct Entry(ulong ActionBits, ulong ResourceBits, Policy Policy);

    private sealed class Bucket
    {
        // So many are sifted faster than looked up.
        private const int Sifted = 64;
        private Keys<List<Entry>>? _byResource;
        private List<Entry> _entries = [];

        public void Add(Entry entry)
        {
            if (_byResource is not null)
            {
                _byResource.For(entry.Policy.Resource).Add(entry);
                return;
            }
            _entries.Add(entry);
            if (_entries.Count <= Sifted) return;
            _byResource = new();
            foreach (var one in _entries) _byResource.For(one.Policy.Resource).Add(one);
            _entries = [];
        }

        public void Visit(DecisionBuffer buffer, ulong actionBits, ulong resourceBits)
        {
            if (_byResource is null)
            {
                Sift(_entries, buffer, actionBits, resourceBits);
                return;
            }
            var lists = _byResource.Match(buffer.Frame.Resource, buffer.Frame.ResourceEntity);
            while (lists.Next() is { } list) Sift(list, buffer, actionBits, resourceBits);
        }

        private static void Sift(List<Entry> entries, DecisionBuffer buffer, ulong actionBits, ulong resourceBits)
        {
            foreach (ref readonly var entry in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(entries))
            {
                if ((entry.ActionBits & actionBits) == 0 || (entry.ResourceBits & resourceBits) == 0) continue;
                var (frame, policy) = (buffer.Frame, entry.Policy);
                if (Fits(policy.Action, frame.Action, frame.ActionEntity) && Fits(policy.Resource, frame.Resource, frame.ResourceEntity) &&
                    Fits(policy.Principal, frame.Principal, frame.PrincipalEntity))
                    PolicySet.Decide(policy, buffer);
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

    /// <summary>Things by what a scope asks of one variable.</summary>
    private sealed class Keys<T>
        where T : class, new()
    {
        private readonly Dictionary<string, T> _types = new(TypeComparer.Instance);
        private readonly Dictionary<EntityUid, T> _equal = [];
        private readonly Dictionary<EntityUid, T> _within = [];
        private T? _any;

        public T For(ScopeConstraint constraint) => constraint.Kind switch
        {
            ScopeKind.Any => _any ??= new(),
            ScopeKind.Is => Get(_types, constraint.Type!),
            ScopeKind.Equal => Get(_equal, constraint.Entities[0]),
            _ => Get(_within, constraint.Entities[0]),
        };

        public Matches Match(EntityUid uid, Entity? entity) => new(this, uid, entity);

        private static T Get<TKey>(Dictionary<TKey, T> table, TKey key)
            where TKey : notnull
        {
            if (!table.TryGetValue(key, out var value)) table.Add(key, value = new());
            return value;
        }

        /// <summary>Walks over what fits an entity: any, its type, itself, below itself, below each of its ancestors.</summary>
        public struct Matches(Keys<T> keys, EntityUid uid, Entity? entity)
        {
            private int _step;

            public T? Next()
            {
                while (true)
                {
                    T? found = null;
                    switch (_step++)
                    {
                        case 0:
                            found = keys._any;
                            break;
                        case 1:
                            if (keys._types.Count > 0) keys._types.TryGetValue(uid.Type, out found);
                            break;
                        case 2:
                            if (keys._equal.Count > 0) keys._equal.TryGetValue(uid, out found);
                            break;
                        case 3:
                            if (keys._within.Count > 0) keys._within.TryGetValue(uid, out found);
                            break;
                        default:
                            var ancestor = _step - 5;
                            if (keys._within.Count == 0 || entity is null || ancestor >= entity.Ancestors.Length)
                            {
                                _step--;
                                return null;
                            }
                            keys._within.TryGetValue(entity.Ancestors[ancestor], out found);
                            break;
                    }
                    if (found is not null) return found;
                }
            }
        }
    }
}
