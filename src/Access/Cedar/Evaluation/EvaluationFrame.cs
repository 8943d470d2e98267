namespace Carelake.Access.Cedar;

/// <summary>What an expression is evaluated against. Used again for the next request, so that a decision allocates nothing.</summary>
internal sealed class EvaluationFrame
{
    private EntityStore _entities = EntityStore.Empty;

    public EntityUid Principal { get; private set; } = null!;

    public EntityUid Action { get; private set; } = null!;

    public EntityUid Resource { get; private set; } = null!;

    public CedarRecord Context { get; private set; } = CedarRecord.Empty;

    public Entity? PrincipalEntity { get; private set; }

    public Entity? ActionEntity { get; private set; }

    public Entity? ResourceEntity { get; private set; }

    public void Reset(AuthorizationRequest request, EntityStore entities)
    {
        _entities = entities;
        Principal = request.Principal;
        Action = request.Action;
        Resource = request.Resource;
        Context = request.Context;
        PrincipalEntity = entities.Find(Principal);
        ActionEntity = entities.Find(Action);
        ResourceEntity = entities.Find(Resource);
    }

    public Entity? Find(EntityUid uid)
    {
        if (ReferenceEquals(uid, Principal)) return PrincipalEntity;
        if (ReferenceEquals(uid, Resource)) return ResourceEntity;
        return ReferenceEquals(uid, Action) ? ActionEntity : _entities.Find(uid);
    }

    /// <summary>The one is the other or below it.</summary>
    public bool IsIn(EntityUid uid, EntityUid other) => uid.Equals(other) || (Find(uid)?.IsBelow(other) ?? false);
}
