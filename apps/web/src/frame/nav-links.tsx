import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { NavLink, useLocation, useNavigate } from 'react-router';

export type NavTarget = { readonly to: string; readonly label: string };

type NavProps = { links: readonly NavTarget[]; label: string };

/** Places to go to, side by side; on a narrow screen one menu that is named for where one is (UI §0). */
export function NavLinks({ links, label }: NavProps): ReactNode {
  return (
    <>
      <span className="nav-wide">
        {links.map(({ to, label: words }) => (
          <NavLink key={to} to={to}>
            {words}
          </NavLink>
        ))}
      </span>
      <NarrowMenu links={links} label={label} />
    </>
  );
}

function NarrowMenu({ links, label }: NavProps): ReactNode {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const here = links.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  return (
    <MenuTrigger>
      <AriaButton className="button button-quiet nav-narrow">
        <span className="nav-here">{here?.label ?? label}</span>
        <ChevronDown size={16} aria-hidden="true" />
      </AriaButton>
      <Popover placement="bottom start">
        <Menu className="menu" aria-label={label}>
          {links.map(({ to, label: words }) => (
            <MenuItem
              key={to}
              className={to === here?.to ? 'nav-current' : ''}
              onAction={() => {
                void navigate(to);
              }}
            >
              {words}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
