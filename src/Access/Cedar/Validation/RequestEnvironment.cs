namespace Carelake.Access.Cedar;

/// <summary>Types of one kind of request: the validator judges a policy once for each kind that the schema allows.</summary>
/// <param name="Principal">Type of the principal.</param>
/// <param name="Action">The action and its context.</param>
/// <param name="Resource">Type of the resource.</param>
/// <param name="PrincipalSlot">Type of what a template's <c>?principal</c> is filled with.</param>
/// <param name="ResourceSlot">Type of what a template's <c>?resource</c> is filled with.</param>
internal sealed record RequestEnvironment(string Principal, ActionSchema Action, string Resource, string? PrincipalSlot, string? ResourceSlot)
{
    /// <summary>Every kind of request that a schema allows, with every type that a template's slots could take.</summary>
    public static IEnumerable<RequestEnvironment> All(CedarSchema schema, Policy policy) =>
        from action in schema.Actions.Values
        from principal in action.Principals
        from resource in action.Resources
        from principalSlot in SlotTypes(schema, policy.Principal, principal)
        from resourceSlot in SlotTypes(schema, policy.Resource, resource)
        select new RequestEnvironment(principal, action, resource, principalSlot, resourceSlot);

    private static IEnumerable<string?> SlotTypes(CedarSchema schema, ScopeConstraint constraint, string type)
    {
        if (!constraint.IsSlot) return [null];
        return constraint.Kind == ScopeKind.Equal ? [type] : [type, .. schema.Types[type].Ancestors.Where(above => above != type)];
    }
}
