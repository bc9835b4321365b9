using NotificationService.Coalescing;
using TeamCalendars.Tenants;

namespace NotificationService.Scheduling;

/// <param name="IsRetry">The push is a retry. Retries may use only half of the places.</param>
internal sealed record StartedPush(TenantId Tenant, Push Push, bool IsRetry);
