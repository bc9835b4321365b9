namespace TeamCalendars.Tenants;

/// <summary>A Microsoft Entra tenant (the token's <c>tid</c>): the boundary that no data and no message crosses.</summary>
public readonly record struct TenantId(Guid Value)
{
    /// <summary>The id in lower-case "D" form, which is also the name of the tenant's SignalR group.</summary>
    public override string ToString() => Value.ToString("D");
}
