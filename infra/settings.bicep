// The settings that have no default, because a default would let somebody in, or let in again who was cut off. Shared by main.bicep, which refuses to
// provision without them, and calendar-api.bicep, which uses them.

@export()
@description('A setting that must be given. The word, if it has one, is the text for an empty list: nobody gets an empty list by leaving the setting out.')
type requiredSetting = {
  name: string
  value: string
  word: string?
  meaning: string
}

@export()
@description('The items of a list that is separated by commas.')
func itemsOf(list string, word string?) string[] => filter(map(split(list, ','), item => trim(item)), item => !empty(item) && item != word)

@export()
@description('Who may use the system.')
func accessSettings(tenants string, blockedTenants string, blockedUsers string) requiredSetting[] => [
  { name: 'CALENDAR_TENANTS', value: tenants, word: '*', meaning: 'the ids of the tenants that may use the system, or * for any tenant' }
  { name: 'CALENDAR_BLOCKED_TENANTS', value: blockedTenants, word: 'none', meaning: 'the ids of the blocked tenants, or none' }
  { name: 'CALENDAR_BLOCKED_USERS', value: blockedUsers, word: 'none', meaning: 'the blocked users, each {tenant id}:{object id}, or none' }
]

func missingOf(settings requiredSetting[]) requiredSetting[] =>
  filter(settings, setting => setting.value != setting.?word && empty(itemsOf(setting.value, setting.?word)))

@export()
@description('What is missing, as a text for the operator; empty if nothing is.')
func refusalOf(settings requiredSetting[]) string =>
  empty(missingOf(settings))
    ? ''
    : 'Not set: ${join(map(missingOf(settings), setting => '${setting.name} (${setting.meaning})'), '; ')}. If the system runs already, "azd env refresh" brings the values of its last deployment to this machine. To set a value: azd env set NAME VALUE. If GitHub deploys: gh variable set NAME --body VALUE'
