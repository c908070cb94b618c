// A group's name: it opens the group's card here, and its full page in another tab.
import { openGroup } from "../cards";

export function GroupLink({ slug, label }: { slug: string; label: string }) {
  const press = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void openGroup(slug);
  };
  return <a class="group-link" href={groupPage(slug)} data-opens={slug} onClick={press}><bdi>{label}</bdi></a>;
}

export function groupPage(slug: string): string {
  return `/groups/${encodeURIComponent(slug)}/`;
}
