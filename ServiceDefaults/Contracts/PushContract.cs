namespace ServiceDefaults.Contracts;

/// <summary>The SignalR hub of the clients: CalendarApi admits them, NotificationService sends to them.</summary>
public static class PushContract
{
    /// <summary>The hub that all tenants share. Each tenant has a group whose name is the tenant's id.</summary>
    public const string Hub = "calendar";

    /// <summary>The message that announces a tenant's newest position to its clients.</summary>
    public const string Reload = "reload";
}
