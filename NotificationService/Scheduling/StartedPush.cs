using NotificationService.Coalescing;
using TeamCalendars.Tenants;

namespace NotificationService.Scheduling;

/// <param name="IsRepetition">It failed before: it takes one of the places that such pushes may have.</param>
internal sealed record StartedPush(TenantId Tenant, Push Push, bool IsRepetition);
